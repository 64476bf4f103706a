import type { ZipEntry } from "@mayfly/testkit/zip-of";

/** A Runtime API client without a library. `call` gives back status and body, `respond` answers the invocation `$id`. */
const client = String.raw`#!/usr/bin/perl
use IO::Socket::INET; use Socket; $| = 1;
my ($host, $port) = split /:/, $ENV{AWS_LAMBDA_RUNTIME_API};
sub open_api { return IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port) or die "connect: $!"; }
sub call {
  my ($method, $path, $body, $mode) = @_;
  my $s = open_api();
  print $s "$method /2018-06-01/runtime/$path HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
  local $/; my $answer = <$s>; my ($head, $rest) = split /\r\n\r\n/, $answer, 2;
  our ($next_id) = $head =~ /lambda-runtime-aws-request-id: (\S+)/i;
  return (($head =~ /HTTP\/1.1 (\d+)/)[0], $rest);
}
`;

/** A bootstrap in Perl that runs \`body\` for each event: \`$event\` is its JSON, \`$id\` its request id; its value is the answer's JSON. */
export function perlBootstrap(body: string): Readonly<Record<string, ZipEntry>> {
  const loop = String.raw`while (1) {
  my ($status, $event) = call("GET", "invocation/next", "");
  my $id = our $next_id;
  my $answer = eval { ${body} };
  $answer = "\"failed: $@\"" unless defined $answer;
  call("POST", "invocation/$id/response", $answer);
}
`;
  return { bootstrap: { content: client + loop, mode: 0o755 } };
}

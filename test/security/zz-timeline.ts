import { createFunction, invoke } from "../e2e/support/functions.ts";
import { openAttackRange } from "./support/attack-range.ts";
import { perlBootstrap } from "./support/perl-bootstrap.ts";
await using range = await openAttackRange();
const parts: Record<string, string> = {
  conns: String.raw`my $end = time + 3; while (time < $end) { my @o; for (1 .. 300) { my $s = eval { open_api() } or last; push @o, $s } close $_ for @o; } "1"`,
  sleep: String.raw`sleep 3; "1"`,
  bodies: String.raw`$SIG{PIPE} = 'IGNORE'; my $end = time + 3; my @open; for (1 .. 30) { my $s = eval { open_api() } or last; syswrite $s, "POST /2018-06-01/runtime/invocation/$id/response HTTP/1.1\r\nHost: x\r\nContent-Length: 600000000\r\n\r\n"; push @open, $s }
      my $part = "x" x 60000; for my $s (@open) { $s->blocking(0) } while (time < $end) { for my $s (@open) { syswrite $s, $part } select undef, undef, undef, 0.0005 } close $_ for @open; "1"`,
  pings: String.raw`$SIG{PIPE} = 'IGNORE'; my $end = time + 3; my $pings = "GET /2018-06-01/ping HTTP/1.1\r\nHost: x\r\n\r\n" x 1000; my $s = open_api(); $s->blocking(0); while (time < $end) { my $n = syswrite $s, $pings; sysread $s, my $in, 100000; $s = open_api() unless defined $n; $s->blocking(0); select undef, undef, undef, 0.0001 } "1"`,
  polite: String.raw`my $end = time + 3; while (time < $end) { my ($status) = call("GET", "../ping/x", ""); } "1"`,
};
for (const [name, body] of Object.entries(parts)) {
  await using fn = await createFunction(range.system, perlBootstrap(body), { Runtime: "provided.al2023", Handler: "x", Timeout: 10, MemorySize: 256 });
  const { value, disturbance } = await range.neighbour.watch(() => invoke(fn));
  console.log(name, JSON.stringify(disturbance), value.functionError, value.payload.slice(0, 150));
}

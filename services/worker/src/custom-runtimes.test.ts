import { expect, test } from "vitest";
import { useInstalledDriver } from "./installed-driver.test-support.ts";
import { WorkerHarness } from "./worker-harness.test-support.ts";

const installed = useInstalledDriver();

test.each(["provided.al2023", "provided.al2"])("%s runs the function's own bootstrap over the Runtime API", async (runtime) => {
  await using harness = await WorkerHarness.start(installed().driver);
  const bootstrap = `#!/usr/bin/perl
use IO::Socket::INET;
my ($host, $port) = split /:/, $ENV{AWS_LAMBDA_RUNTIME_API};
sub call {
  my ($method, $path, $body) = @_;
  my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port) or die "connect: $!";
  print $s "$method /2018-06-01/runtime/$path HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\nContent-Length: " . length($body) . "\\r\\n\\r\\n$body";
  local $/; my $answer = <$s>; return split /\\r\\n\\r\\n/, $answer, 2;
}
while (1) {
  my ($head, $event) = call("GET", "invocation/next", "");
  my ($id) = $head =~ /lambda-runtime-aws-request-id: (\\S+)/i;
  if ($event =~ /fail/) { call("POST", "invocation/$id/error", '{"errorType":"My.Error","errorMessage":"told"}'); next; }
  my ($wrong) = call("POST", "invocation/other/response", "1");
  call("POST", "invocation/$id/response", "{\\"event\\":$event,\\"wrong\\":\\"" . ($wrong =~ /HTTP\\/1.1 (\\d+)/)[0] . "\\"}");
}
`;
  const placed = await harness.placed({ bootstrap: { content: bootstrap, mode: 0o755 } }, { runtime });
  expect(JSON.parse((await harness.invoke(placed, { event: '{"a":1}' })).payload)).toEqual({ event: { a: 1 }, wrong: "400" });
  expect(await harness.invoke(placed, { event: '"fail"' })).toMatchObject({
    payload: '{"errorType":"My.Error","errorMessage":"told"}',
    functionError: "Unhandled",
    done: { reusable: true },
  });
  const none = await harness.placed({ other: "" }, { runtime });
  expect((await harness.invoke(none)).payload).toMatch(
    /"Runtime.InvalidEntrypoint","errorMessage":"RequestId: \S+ Error: Couldn't find valid bootstrap\(s\): \[\/var\/task\/bootstrap \/opt\/bootstrap\]"/,
  );
});

test.each([
  ["without a permission to execute", { content: "#!/bin/sh\n", mode: 0o644 }, "permission denied"],
  ["whose interpreter is missing", { content: "#!/usr/bin/no-such-interpreter\n", mode: 0o755 }, "no such file or directory"],
  ["with the line ends of another system", { content: "#!/bin/sh\r\necho hello\r\n", mode: 0o755 }, "no such file or directory"],
  ["that is neither a script nor a program", { content: "echo hello\n", mode: 0o755 }, "exec format error"],
  ["for another processor", { content: Buffer.from(`7f454c4602010100000000000000000002000800${"00".repeat(44)}`, "hex"), mode: 0o755 }, "exec format error"],
])("a bootstrap %s is an invalid entry point", async (_what, bootstrap, reason) => {
  await using harness = await WorkerHarness.start(installed().driver);
  const answer = await harness.invoke(await harness.placed({ bootstrap }, { runtime: "provided.al2023" }), { logTail: true });
  expect(JSON.parse(answer.payload)).toEqual({
    errorType: "Runtime.InvalidEntrypoint",
    errorMessage: expect.stringMatching(new RegExp(`^RequestId: \\S+ Error: fork/exec /var/task/bootstrap: ${reason}$`)),
  });
  expect(answer.logTail).toContain(`Error: fork/exec /var/task/bootstrap: ${reason}\nRuntime.InvalidEntrypoint\n`);
});

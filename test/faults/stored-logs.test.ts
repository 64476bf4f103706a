import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "../e2e/support/functions.ts";
import { Follower, logsClient } from "../e2e/support/log-follower.ts";
import { startMayfly } from "../e2e/support/mayfly-process.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";

const talker = handlerModule("async (event) => { console.log(`said ${event.word}`); return 1; }");

test("after kill -9 the log lines that were stored are still there, each as it was", async () => {
  await using directory = await temporaryDirectory();
  const first = await startStandaloneSystem({ dataDirectory: directory.path });
  const fn = await createFunction(first, talker);
  const logGroupName = `/aws/lambda/${fn.name}`;
  await invoke(fn, { word: "before" });
  const before = new Follower(logsClient(first), logGroupName);
  await before.until(1, "REPORT");
  process.kill(first.process.pid, "SIGKILL");
  expect(await first.process.exited).toBe("SIGKILL");

  await using second = await startStandaloneSystem({ dataDirectory: directory.path });
  using client = logsClient(second);
  const after = new Follower(client, logGroupName);
  await after.poll();
  expect(after.messages).toEqual(before.messages);
  const command = startMayfly(["logs", fn.name], { MAYFLY_DATA_DIR: directory.path });
  expect(await command.exited).toBe(0);
  expect(command.output()).toContain("said before");
}, 120_000);

test("without a log store there is no CloudWatch Logs API, and functions run as ever", async () => {
  await using system = await startStandaloneSystem({ environment: { MAYFLY_LOG_STORE_MIB: "0" } });
  await using fn = await createFunction(system, talker);
  expect((await invoke(fn, { word: "x" })).payload).toBe("1");
  using client = logsClient(system);
  await expect(client.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${fn.name}` }))).rejects.toMatchObject({
    name: "UnknownService",
    message: expect.stringContaining("Mayfly has no service 'logs'"),
  });
}, 60_000);

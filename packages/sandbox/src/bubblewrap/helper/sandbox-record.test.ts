import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import { temporaryDirectory } from "../../sandbox-fixture.ts";
import { expect, test } from "vitest";
import { exitStatusPath, makeOwnFifo } from "./exit-status.ts";
import { killRecorded } from "./sandbox-record.ts";

test("a process that its helper could not note any more is found by the exit status that it holds, and no other", async () => {
  using directory = temporaryDirectory();
  const status = makeOwnFifo(exitStatusPath(directory.path));
  const unnoted = spawn("sleep", ["60"], { stdio: ["ignore", "ignore", "ignore", status] });
  const other = spawn("sleep", ["60"], { stdio: "ignore" });
  closeSync(status);
  await Promise.all([once(unnoted, "spawn"), once(other, "spawn")]);
  const ended = once(unnoted, "exit");

  killRecorded(directory.path);

  expect(await ended).toEqual([null, "SIGKILL"]);
  expect(other.exitCode ?? other.signalCode).toBeNull();
  other.kill();
});

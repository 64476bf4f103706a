import { existsSync } from "node:fs";
import { connect } from "node:net";
import { once } from "node:events";
import { findProcess } from "@mayfly/kernel/process-identity";
import { expect, test } from "vitest";
import { startTestMinio, startTestNats, startTestRedis } from "./test-servers.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

test("the S3 service for tests refuses strangers in S3's own words", async () => {
  await using s3 = await startTestMinio();

  const answer = await fetch(`${s3.url}/bucket/object`);

  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("<Code>AccessDenied</Code>");
});

test("servers of two tests do not meet, and nothing of them is left", async () => {
  const pids: (number | undefined)[] = [];
  {
    await using one = await startTestNats();
    await using other = await startTestNats();
    await using redis = await startTestRedis();
    pids.push(one.pid, other.pid, redis.pid);
    expect(one.url).not.toBe(other.url);
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(redis.url).port) });
    await once(socket, "connect");
    socket.destroy();
  }

  expect(pids.map((pid) => findProcess(pid ?? 0))).toEqual([undefined, undefined, undefined]);
});

test("a temporary directory goes with all that is in it", async () => {
  const paths: string[] = [];
  {
    await using directory = await temporaryDirectory();
    paths.push(directory.path);
    expect(existsSync(directory.path)).toBe(true);
  }

  expect(paths.map((path) => existsSync(path))).toEqual([false]);
});

import { startTestRedis } from "@mayfly/testkit/test-servers";
import { expect, test } from "vitest";
import { startIdentities } from "./identities.test-support.ts";

test("another process on the same Redis has the identities, and its sessions open under the same keys", async () => {
  await using redis = await startTestRedis();
  await using first = await startIdentities(redis.url);
  await first.perform("CreateUser", { UserName: "ci" });
  const { AccessKey: key } = (await first.perform("CreateAccessKey", { UserName: "ci" })) as { AccessKey: { AccessKeyId: string; SecretAccessKey: string } };
  await using firstWatch = first.watch();
  const sealed = await firstWatch.seen("session-key");

  await using second = await startIdentities(redis.url);
  await using watch = second.watch();

  expect(JSON.parse((await watch.seen(key.AccessKeyId)).record_json)).toMatchObject({ secret: key.SecretAccessKey });
  expect((await watch.seen("session-key")).record_json).toBe(sealed.record_json);
  await first.perform("DeleteAccessKey", { UserName: "ci", AccessKeyId: key.AccessKeyId });
  await watch.seen(key.AccessKeyId, ({ record_json: record }) => record === "");
});

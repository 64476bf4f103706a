import { attachmentKind, type AttachmentKey } from "@mayfly/domain/attachment";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { account, creation, emptyRedis, failureOf, region, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const size = attachmentKind<{ readonly size: number }>({ name: "size", schema: 1, parser: z.object({ size: z.number() }) });
const colour = attachmentKind<{ readonly colour: string }>({ name: "colour", schema: 1, parser: z.object({ colour: z.string() }) });

let redis: Awaited<ReturnType<typeof startTestRedis>>;
let metadata: MetadataFixture;
beforeAll(async () => {
  redis = await startTestRedis();
  metadata = await startMetadata({ redisUrl: redis.url });
});
afterAll(async () => {
  await metadata[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await emptyRedis(redis.url);
  await metadata.functions.CreateFunction(creation("fn"));
  await waitFor(async () => (await failureOf(metadata.functions.PublishVersion({ function_name: "fn" }))) === undefined, { what: "a version to be published" });
  await metadata.functions.CreateAlias({ function_name: "fn", name: "live", function_version: "1" });
});

function at(qualifier: string, functionName = "fn"): AttachmentKey {
  return { region, account, functionName, qualifier };
}

/** What a watcher that starts now is told, by kind, name and qualifier. */
async function snapshot(): Promise<readonly string[]> {
  const entries = (await Array.fromAsync(metadata.state.feed.snapshot(region, Number.MAX_SAFE_INTEGER))).flat();
  return entries.flatMap((entry) =>
    entry.kind === "attachment-upserted" ? [`${entry.name.attachment} ${entry.name.functionName} ${entry.name.qualifier} ${entry.record}`] : [],
  );
}

test("an attachment is written, read, replaced under its sequence and deleted", async () => {
  const { attachments } = metadata.state;
  const created = await attachments.put(size, { key: at("live"), value: { size: 1 } }, 0);
  if (created.kind !== "written") throw new Error(created.kind);
  expect(await attachments.find(size, at("live"))).toEqual({ key: at("live"), value: { size: 1 }, sequence: created.sequence });
  expect(await attachments.put(size, { key: at("live"), value: { size: 2 } }, 0)).toEqual({ kind: "changed" });
  const replaced = await attachments.put(size, { key: at("live"), value: { size: 2 } }, created.sequence);
  expect(replaced).toMatchObject({ kind: "written" });
  expect(await attachments.delete(size, at("live"), created.sequence)).toEqual({ kind: "changed" });
  expect(await attachments.delete(size, at("live"))).toMatchObject({ kind: "written" });
  expect(await attachments.delete(size, at("live"))).toEqual({ kind: "missing" });
  expect(await snapshot()).toEqual([]);
});

test("an attachment needs a function and a qualifier to hang at", async () => {
  const { attachments } = metadata.state;
  expect(await attachments.put(size, { key: at("", "other"), value: { size: 1 } })).toEqual({ kind: "missing" });
  for (const qualifier of ["2", "gone"]) expect(await attachments.put(size, { key: at(qualifier), value: { size: 1 } })).toEqual({ kind: "qualifier-missing" });
  for (const qualifier of ["", "$LATEST", "1", "live"])
    expect(await attachments.put(size, { key: at(qualifier), value: { size: 1 } })).toMatchObject({ kind: "written" });
  await attachments.put(colour, { key: at("1"), value: { colour: "red" } });
  expect((await attachments.list(size, at(""))).map(({ key }) => key.qualifier)).toEqual(["", "$LATEST", "1", "live"]);
});

test("attachments end with the alias, version or function that they hang at, and watchers are told", async () => {
  const { attachments, feed } = metadata.state;
  for (const qualifier of ["", "$LATEST", "1", "live"]) await attachments.put(size, { key: at(qualifier), value: { size: 1 } });
  const since = await feed.last(region);
  const ended = async (): Promise<readonly string[]> =>
    ((await feed.readAfter(region, since, 100)) ?? []).flatMap((entry) => (entry.kind === "attachment-deleted" ? [entry.name.qualifier] : []));
  await metadata.functions.DeleteAlias({ function_name: "fn", name: "live" });
  expect(await ended()).toEqual(["live"]);
  await metadata.functions.DeleteFunction({ function_name: "fn", qualifier: "1" });
  expect(await ended()).toEqual(["live", "1"]);
  expect(await snapshot()).toEqual(['size fn  {"schema":1,"size":1}', 'size fn $LATEST {"schema":1,"size":1}']);
  await metadata.functions.DeleteFunction({ function_name: "fn" });
  expect((await ended()).toSorted()).toEqual(["", "$LATEST", "1", "live"]);
  expect(await snapshot()).toEqual([]);
  await metadata.functions.CreateFunction(creation("fn"));
  expect(await attachments.find(size, at(""))).toBeUndefined();
});

import { seededRandom } from "@mayfly/testkit/seeded-random";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { creation, failureOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

/** Random operations of several clients at a time, on two processes of metadata, held against what must be true whatever their order was. */

let redis: Awaited<ReturnType<typeof startTestRedis>>;
const processes: MetadataFixture[] = [];
beforeAll(async () => {
  redis = await startTestRedis();
  for (let count = 0; count < 2; count += 1) processes.push(await startMetadata({ redisUrl: redis.url }));
});
afterAll(async () => {
  for (const metadata of processes) await metadata[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

/** What a number was published as: its code, for as long as the test runs. */
type Published = Map<string, string>;

const expected = new Set(["ResourceNotFound", "ResourceConflict", "InvalidParameterValue"]);

async function act(functions: MetadataFixture["functions"], draw: () => number, published: Published): Promise<void> {
  const pick = (...from: readonly string[]): string => from[Math.floor(draw() * from.length)] ?? "";
  const sha256 = pick("a", "b", "c").repeat(64);
  const version = String(1 + Math.floor(draw() * 12));
  const name = pick("live", "canary");
  const routing = draw() < 0.5 ? {} : { routing_config: { additional_version_weights: { [String(1 + Math.floor(draw() * 12))]: 0.5 } } };
  const note = (answer: { readonly version: string; readonly code_sha256: string }): void => {
    if (answer.version === "$LATEST") return;
    const known = published.get(answer.version);
    if (known !== undefined) expect(answer.code_sha256, `version ${answer.version}`).toBe(known);
    published.set(answer.version, answer.code_sha256);
  };
  const code = { stored: { sha256, size_bytes: 7 } };
  switch (pick("create", "update", "update", "publish", "publish", "alias", "move", "unalias", "delete-version", "delete")) {
    case "create":
      return note(await functions.CreateFunction(creation("fn", { code, publish: draw() < 0.5 })));
    case "update":
      return note(await functions.UpdateFunctionCode({ function_name: "fn", code, publish: draw() < 0.5 }));
    case "publish":
      return note(await functions.PublishVersion({ function_name: "fn" }));
    case "alias":
      return void (await functions.CreateAlias({ function_name: "fn", name, function_version: version, ...routing }));
    case "move":
      return void (await functions.UpdateAlias({ function_name: "fn", name, function_version: version, ...routing }));
    case "unalias":
      return void (await functions.DeleteAlias({ function_name: "fn", name }));
    case "delete-version":
      return void (await functions.DeleteFunction({ function_name: "fn", qualifier: version }));
    default:
      if (draw() < 0.2) await functions.DeleteFunction({ function_name: "fn" });
  }
}

/** Everything that can be read says the same: no alias without its versions, no version with another code than it was published with. */
async function checkAll({ functions, feed }: MetadataFixture, published: Published): Promise<void> {
  await functions.CreateFunction(creation("fn")).catch(() => undefined);
  const listed = await functions.ListVersionsByFunction({ function_name: "fn" });
  const { aliases } = await functions.ListAliases({ function_name: "fn" });
  const versions = new Map(listed.versions.map((each) => [each.version, each.code_sha256]));
  for (const [version, sha256] of versions) if (version !== "$LATEST") expect(sha256).toBe(published.get(version));
  for (const alias of aliases) {
    const targets = [alias.function_version, ...Object.keys(alias.routing_config?.additional_version_weights ?? {})];
    for (const target of targets) expect([...versions.keys()], `alias ${alias.name}`).toContain(target);
  }
  await using late = new FeedProbe(feed, { watcherId: `late-${published.size}`, acknowledges: true });
  await waitFor(() => late.caughtUp, { what: "the whole state" });
  const told = late.changes.flatMap((change) => (change.upserted?.spec?.identity ? [change.upserted.spec.identity.version] : []));
  expect(new Set(told)).toEqual(new Set(versions.keys()));
  const toldAliases = late.changes.flatMap((change) => (change.alias_upserted?.identity ? [change.alias_upserted.identity.alias_name] : []));
  expect(new Set(toldAliases)).toEqual(new Set(aliases.map((alias) => alias.name)));
  await late.leave();
}

test.each([1, 2, 3, 4])(
  "whatever six clients do at a time with seed %d, no alias loses its version and no number means two codes",
  async (seed) => {
    const published: Published = new Map();
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(
        Array.from({ length: 6 }, async (_, client) => {
          const draw = seededRandom(seed * 1000 + round * 10 + client);
          for (let step = 0; step < 20; step += 1) {
            const metadata = processes[Math.floor(draw() * processes.length)];
            if (metadata === undefined) continue;
            const failure = await failureOf(act(metadata.functions, draw, published));
            if (failure !== undefined) expect(expected, failure.message).toContain(failure.code);
          }
        }),
      );
      for (const metadata of processes) await checkAll(metadata, published);
    }
    expect(published.size).toBeGreaterThan(3);
  },
  60_000,
);

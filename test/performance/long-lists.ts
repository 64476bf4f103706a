import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { systemClock } from "@mayfly/kernel/clock";
import { redisState } from "@mayfly/metadata/adapters/redis/redis-state";
import { createRecord } from "@mayfly/metadata/core/create-function";
import { connectRedis } from "@mayfly/state-store/redis-connection";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { clientConfig } from "../e2e/support/system.ts";
import { quantile } from "./latency.ts";

/** Listing every function with every version, page by page. */
export interface LongListFigures {
  readonly items: number;
  readonly pages: number;
  readonly pageP50Ms: number;
  readonly elapsedMs: number;
  /** From the start of the process until it answers, all of them known to gateway and scheduler. */
  readonly startMs: number;
  readonly residentBeforeMib: number;
  /** The most that the process grew by while it listed. */
  readonly grewMib: number;
}

const writesTogether = 64;

/** Fills a Redis with so many functions and versions, starts a Mayfly on it, and lists them all twice; the second time counts. */
export async function measureLongList(functions: number, versions: number): Promise<LongListFigures> {
  await using redis = await startTestRedis();
  await fill(redis.url, functions, versions);
  const started = performance.now();
  await using system = await startStandaloneSystem({ environment: { MAYFLY_REDIS_URL: redis.url } });
  const client = new LambdaClient(clientConfig(system));
  await listAll(client, () => undefined);
  const startMs = performance.now() - started;
  const residentBeforeMib = residentMib(system.process.pid);
  let residentMost = residentBeforeMib;
  const listStarted = performance.now();
  const { items, pageMs } = await listAll(client, () => (residentMost = Math.max(residentMost, residentMib(system.process.pid))));
  const elapsedMs = performance.now() - listStarted;
  client.destroy();
  if (items !== functions * (versions + 1)) throw new Error(`${items} items were listed`);
  return { items, pages: pageMs.length, pageP50Ms: quantile(pageMs, 0.5), elapsedMs, startMs, residentBeforeMib, grewMib: residentMost - residentBeforeMib };
}

async function listAll(client: LambdaClient, onPage: () => void): Promise<{ readonly items: number; readonly pageMs: readonly number[] }> {
  const pageMs: number[] = [];
  let items = 0;
  let marker: string | undefined;
  do {
    const started = performance.now();
    const page = await client.send(new ListFunctionsCommand({ FunctionVersion: "ALL", Marker: marker, MaxItems: 50 }));
    pageMs.push(performance.now() - started);
    items += page.Functions?.length ?? 0;
    marker = page.NextMarker;
    onPage();
  } while (marker !== undefined);
  return { items, pageMs: pageMs.toSorted((a, b) => a - b) };
}

async function fill(redisUrl: string, functions: number, versions: number): Promise<void> {
  await using connection = await connectRedis({ url: redisUrl, clock: systemClock });
  const { store } = redisState(connection);
  const fillOne = async (index: number): Promise<void> => {
    const functionName = `function-${String(index).padStart(6, "0")}`;
    const key = { region: "us-east-1", account: "000000000000", functionName };
    const input = {
      key,
      code: { sha256: "0".repeat(64), sizeBytes: 1000, unpackedBytes: 1000 },
      role: "arn:aws:iam::000000000000:role/any",
      runtime: "nodejs24.x",
      handler: "index.handler",
    };
    const rest = {
      description: "One of many functions.",
      timeoutSeconds: 3,
      memoryMib: 128,
      ephemeralMib: 512,
      variables: { STAGE: "test" },
      tracingMode: undefined,
      logging: undefined,
      architecture: "x86_64",
      layers: [],
      tags: {},
    };
    const creating = createRecord({ ...input, ...rest }, { now: Date.now(), revisionId: randomUUID() }, "x86_64");
    const created = await store.create(creating);
    if (created.kind === "exists" || created.kind === "changed") throw new Error("the Redis is not empty");
    const record = { ...creating, state: { name: "active" } as const };
    const settled = await store.advance(record, created.sequence);
    if (settled.kind !== "written") throw new Error(`a function was not settled: ${settled.kind}`);
    let { sequence } = settled;
    for (let number = 1; number <= versions; number += 1) {
      const { version: _latest, ...unnumbered } = record;
      const published = await store.publish({ ...record, revisionId: randomUUID() }, sequence, unnumbered);
      if (published.kind !== "published") throw new Error(`a version was not published: ${published.kind}`);
      sequence = (await store.find({ ...key, version: "$LATEST" }))?.sequence ?? 0;
    }
  };
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < functions; index = next++) await fillOne(index);
  };
  await Promise.all(Array.from({ length: writesTogether }, work));
}

function residentMib(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(match?.[1] ?? 0) / 1024;
}

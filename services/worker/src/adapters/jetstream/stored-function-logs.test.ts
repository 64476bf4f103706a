import { systemClock } from "@mayfly/kernel/clock";
import { decodeBody } from "@mayfly/log-store/log-batch";
import { LogStore } from "@mayfly/log-store/log-store";
import { logSubjects } from "@mayfly/log-store/log-subjects";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { connect } from "@nats-io/transport-node";
import { expect, test } from "vitest";
import type { FunctionLogStream } from "../../ports/function-log-sink.ts";
import { StoredFunctionLogs } from "./stored-function-logs.ts";

const region = "us-east-1";
const scope = { region, account: "000000000000" } as const;
const stream = (logStream: string): FunctionLogStream => ({ account: scope.account, logGroup: "/aws/lambda/hello", logStream });

async function openSink(waitingMax?: number) {
  await using stack = new AsyncDisposableStack();
  const nats = stack.use(await startTestNats());
  const { host, username, password } = new URL(nats.url);
  const connection = await connect({ servers: host, user: username, pass: password, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  stack.defer(() => connection.close());
  const store = await LogStore.open(connection);
  await store.ensure({ bytesMax: 64 * 1024 * 1024, ageMsMax: 3_600_000 });
  const metrics = createMetrics();
  const logger = captureLogger();
  const sink = new StoredFunctionLogs({ connection, region, clock: systemClock, logger, metrics, ...(waitingMax === undefined ? {} : { waitingMax }) });
  stack.use(sink);
  const owned = stack.move();
  return { nats, store, sink, metrics, logger, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function signal({ pid }: { readonly pid: number | undefined }, name: NodeJS.Signals): void {
  if (pid === undefined) throw new Error("NATS does not run");
  process.kill(pid, name);
}

async function storedIn(store: LogStore, logStream: string): Promise<readonly string[]> {
  const subject = logSubjects.ofStream({ ...scope, group: "/aws/lambda/hello", stream: logStream });
  const batches = await Array.fromAsync(store.scan({ subject, from: { sequence: 1 } }));
  return batches.flatMap(({ body }) => decodeBody(body).map(({ message }) => message));
}

const storedWhen = (store: LogStore, logStream: string, count: number) =>
  waitFor(
    async () => {
      const lines = await storedIn(store, logStream);
      return lines.length >= count && lines;
    },
    { what: `${count} stored lines`, deadlineMs: 30_000 },
  );

test("lines are stored in their order, in far fewer messages, each environment's in its own log stream", async () => {
  await using opened = await openSink();
  const { store, sink } = opened;
  const [one, two] = [stream("one"), stream("two")];
  for (let index = 0; index < 1000; index += 1) sink.write(index % 2 === 0 ? one : two, [`START ${index}`, "", `END ${index}`]);
  const lines = await storedWhen(store, "one", 1000);
  expect(lines.slice(0, 3)).toEqual(["START 0\n", "END 0\n", "START 2\n"]);
  expect(lines).toHaveLength(1000);
  const batches = await Array.fromAsync(store.scan({ subject: logSubjects.all, from: { sequence: 1 }, headsOnly: true }));
  expect(batches.length).toBeLessThan(20);
  await expect(store.groups.find(scope, "/aws/lambda/hello")).resolves.toMatchObject({ tags: {} });
});

test("a log group that is deleted while its function writes is there again after a while", async () => {
  await using opened = await openSink();
  const { store, sink } = opened;
  const one = stream("one");
  sink.write(one, ["before"]);
  await storedWhen(store, "one", 1);
  await store.groups.delete(scope, "/aws/lambda/hello");
  await store.purgeGroup(scope, "/aws/lambda/hello");
  await waitFor(
    () => {
      sink.write(one, ["after"]);
      return store.groups.find(scope, "/aws/lambda/hello");
    },
    { what: "the log group", deadlineMs: 30_000 },
  );
  expect((await storedWhen(store, "one", 1))[0]).toBe("after\n");
});

test("what is written while NATS is down is stored once it is back, each line once", async () => {
  await using opened = await openSink();
  const { nats, store, sink } = opened;
  const one = stream("one");
  sink.write(one, ["before"]);
  await storedWhen(store, "one", 1);
  signal(nats, "SIGKILL");
  for (let index = 0; index < 100; index += 1) sink.write(one, [`line ${index}`]);
  const lines = await storedWhen(store, "one", 101);
  expect(lines).toEqual(["before\n", ...Array.from({ length: 100 }, (_, index) => `line ${index}\n`)]);
});

test("a server that answers nothing for a while makes no line come twice", async () => {
  await using opened = await openSink();
  const { nats, store, sink, logger } = opened;
  const one = stream("one");
  sink.write(one, ["before"]);
  await storedWhen(store, "one", 1);
  signal(nats, "SIGSTOP");
  try {
    sink.write(one, ["during"]);
    await waitFor(() => logger.entries.some(({ phrase }) => phrase === "function logs not stored yet"), { what: "a batch to be late", deadlineMs: 30_000 });
  } finally {
    signal(nats, "SIGCONT");
  }
  sink.write(one, ["after"]);
  expect(await storedWhen(store, "one", 3)).toEqual(["before\n", "during\n", "after\n"]);
});

test("beyond its bound a sink drops lines and counts them", async () => {
  await using opened = await openSink(10_000);
  const { nats, store, sink, metrics, logger } = opened;
  const one = stream("one");
  signal(nats, "SIGSTOP");
  try {
    for (let index = 0; index < 1000; index += 1) sink.write(one, [`line ${index} ${"x".repeat(100)}`]);
  } finally {
    signal(nats, "SIGCONT");
  }
  const lines = await storedWhen(store, "one", 50);
  expect(lines.length).toBeLessThan(100);
  expect(await metrics.text()).toContain(`mayfly_log_store_lines_dropped_total ${1000 - lines.length}`);
  expect(logger.entries.map(({ phrase }) => phrase)).toContain("function logs not stored");
});

test("a sink that ends stores what waits", async () => {
  await using opened = await openSink();
  const { store, sink } = opened;
  for (let index = 0; index < 50; index += 1) sink.write(stream(`s${index}`), ["last words"]);
  await sink[Symbol.asyncDispose]();
  const batches = await Array.fromAsync(store.scan({ subject: logSubjects.all, from: { sequence: 1 }, headsOnly: true }));
  expect(batches).toHaveLength(50);
});

test("a line too long for an event is cut", async () => {
  await using opened = await openSink();
  const { store, sink } = opened;
  sink.write(stream("one"), ["ß".repeat(300_000), "next"]);
  const lines = await storedWhen(store, "one", 2);
  expect(lines.map(({ length }) => length)).toEqual([256 * 1024, 5]);
});

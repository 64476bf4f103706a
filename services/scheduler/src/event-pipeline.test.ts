import { randomUUID } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MemoryHub } from "@mayfly/bus/memory-hub";
import { natsHeaders } from "@mayfly/contracts/subjects";
import type { IncomingInvocation } from "@mayfly/invocation/agent-channel";
import { echo, StubAgent } from "@mayfly/invocation/stub-agent.test-support";
import { identityOf, StubDirectory } from "@mayfly/invocation/stub-directory.test-support";
import { systemClock } from "@mayfly/kernel/clock";
import type { NatsServer } from "@mayfly/servers/nats-server";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { forbiddenTracing } from "@mayfly/testkit/forbidden-tracing";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deadLetterHeaders, type EventPipelineLimits } from "./adapters/jetstream/event-pipeline.ts";
import { createSchedulerApp } from "./app.ts";
import { noMembership } from "./ports/agent-membership.ts";

const region = "us-east-1";
const account = "000000000000";
let nats: NatsServer;

beforeAll(async () => {
  nats = await startTestNats();
});
afterAll(() => nats[Symbol.asyncDispose]());

/** The function error that an invocation ends with, empty for success. */
type Answer = (invocation: IncomingInvocation, attempt: number) => string | Promise<string>;

interface PipelineChanges {
  readonly answer?: Answer;
  /** Functions beside the first. */
  readonly others?: readonly string[];
  readonly limits?: Partial<EventPipelineLimits>;
}

interface Fixture extends AsyncDisposable {
  readonly connection: NatsConnection;
  readonly directory: StubDirectory;
  /** The version that each invocation ran. */
  readonly versions: () => readonly (string | undefined)[];
  readonly invocations: IncomingInvocation[];
  readonly consumers: () => Promise<number>;
  readonly stored: () => Promise<number>;
  readonly retries: () => Promise<number>;
}

/** A scheduler with its event pipeline and one worker. */
async function startPipeline(functionName: string, changes: PipelineChanges = {}): Promise<Fixture> {
  const { answer = () => "", others = [] } = changes;
  await using stack = new AsyncDisposableStack();
  const connection = stack.use(await connectNats(nats.url));
  const hub = new MemoryHub();
  const directory = new StubDirectory();
  for (const name of [functionName, ...others]) directory.put(identityOf(name), 1);
  const invocations: IncomingInvocation[] = [];
  const agent = stack.use(
    new StubAgent({
      bus: hub.connect(),
      region,
      agentId: "agent-1",
      clock: systemClock,
      onInvocation(invocation, finish) {
        invocations.push(invocation);
        void Promise.resolve(answer(invocation, invocations.length)).then((functionError) => {
          if (functionError === "") return echo(invocation, finish);
          finish();
          invocation.answer({ head: {}, payload: Buffer.from("{}"), end: { function_error: functionError }, done: { reusable: true } });
        });
      },
    }),
  );
  stack.use(
    await createSchedulerApp({
      bus: hub.connect(),
      region,
      directory,
      events: connection,
      term: 1,
      membership: noMembership,
      clock: systemClock,
      random: Math.random,
      logger: silentLogger,
      metrics: createMetrics(),
      tracing: forbiddenTracing,
      eventLimits: {
        eventsBytesMax: 16_777_216,
        deadLettersBytesMax: 16_777_216,
        consumerIdleMs: 300,
        lookEveryMs: 200,
        retryDelaysMs: [100, 200],
        ...changes.limits,
      },
    }),
  );
  const manager = await jetstreamManager(connection);
  const running = stack.move();
  return {
    connection,
    directory,
    versions: () => invocations.map(({ start }) => agent.environments.get(start.environment_id)?.spec.identity?.version),
    invocations,
    consumers: async () => (await manager.streams.info("MAYFLY_EVENTS")).state.consumer_count,
    stored: async () => (await manager.streams.info("MAYFLY_EVENTS")).state.messages,
    retries: async () => (await manager.streams.info("MAYFLY_EVENT_RETRIES")).state.messages,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function eventOf(invocation: IncomingInvocation | undefined): Promise<string> {
  return String(await invocation?.payload);
}

async function deadLetter(connection: NatsConnection, subject: string): Promise<{ reason: string; requestId: string; payload: string }> {
  const manager = await jetstreamManager(connection);
  return waitFor(
    async () => {
      const message = await manager.streams.getMessage("MAYFLY_DEAD_LETTERS", { last_by_subj: subject });
      return (
        message && { reason: message.header.get(deadLetterHeaders.reason), requestId: message.header.get(natsHeaders.requestId), payload: message.string() }
      );
    },
    { what: `a dead letter on ${subject}` },
  );
}

test("a published event runs once, with the request id of its header, and leaves the stream", async () => {
  await using pipeline = await startPipeline("once");
  const requestId = randomUUID();
  const set = headers();
  set.set(natsHeaders.requestId, requestId);

  await jetstream(pipeline.connection).publish(`mayfly.events.${account}.once`, `{"a":1}`, { headers: set });

  await waitFor(() => pipeline.invocations.length === 1, { what: "the invocation" });
  expect(pipeline.invocations[0]?.start.request_id).toBe(requestId);
  expect(await eventOf(pipeline.invocations[0])).toBe(`{"a":1}`);
  await waitFor(async () => (await pipeline.stored()) === 0, { what: "the event to leave the stream" });
});

test("an event without an id gets a UUIDv5, and its consumer is removed when there is nothing more to do", async () => {
  await using pipeline = await startPipeline("idle");

  await jetstream(pipeline.connection).publish(`mayfly.events.${account}.idle`, "{}");

  await waitFor(() => pipeline.invocations.length === 1, { what: "the invocation" });
  expect(pipeline.invocations[0]?.start.request_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  await waitFor(async () => (await pipeline.consumers()) === 0, { what: "the consumer to be removed" });
  await jetstream(pipeline.connection).publish(`mayfly.events.${account}.idle`, "{}");
  await waitFor(() => pipeline.invocations.length === 2, { what: "the invocation after the removal" });
});

test.for([
  ["an unknown function", `mayfly.events.${account}.nobody`, "{}", `mayfly.dead-letters.${account}.nobody`, "FunctionNotFound"],
  ["a payload that is not JSON", `mayfly.events.${account}.dead`, "{oops", `mayfly.dead-letters.${account}.dead`, "InvalidJson"],
  ["a payload above 1 MB", `mayfly.events.${account}.large`, `"${"x".repeat(1_048_576)}"`, `mayfly.dead-letters.${account}.large`, "EventTooLarge"],
  ["a subject that names no function", "mayfly.events.garbage", "{}", "mayfly.dead-letters.invalid", "InvalidSubject"],
] as const)("%s goes to the dead letters with its reason and never runs", async ([, subject, payload, letterSubject, reason]) => {
  await using pipeline = await startPipeline("dead");

  await jetstream(pipeline.connection).publish(subject, payload);

  expect(await deadLetter(pipeline.connection, letterSubject)).toMatchObject({ reason, payload });
  expect(pipeline.invocations).toEqual([]);
  await waitFor(async () => (await pipeline.stored()) === 0, { what: "the event to leave the stream" });
});

test("an event whose function fails is tried twice more under the same request id, then recorded as a dead letter", async () => {
  await using pipeline = await startPipeline("failing", { answer: () => "Unhandled" });

  await jetstream(pipeline.connection).publish(`mayfly.events.${account}.failing`, "{}");

  const letter = await deadLetter(pipeline.connection, `mayfly.dead-letters.${account}.failing`);
  expect(letter).toMatchObject({ reason: "FunctionError", requestId: pipeline.invocations[0]?.start.request_id });
  expect(pipeline.invocations).toHaveLength(3);
  expect(new Set(pipeline.invocations.map((invocation) => invocation.start.request_id)).size).toBe(1);
  await waitFor(async () => (await pipeline.retries()) === 0, { what: "the retries to leave their stream" });
});

test("an event whose second attempt succeeds is no dead letter", async () => {
  await using pipeline = await startPipeline("flaky", { answer: (_invocation, attempt) => (attempt === 1 ? "Unhandled" : "") });

  await jetstream(pipeline.connection).publish(`mayfly.events.${account}.flaky`, `"once more"`);

  await waitFor(() => pipeline.invocations.length === 2, { what: "the second attempt" });
  expect(await eventOf(pipeline.invocations[1])).toBe(`"once more"`);
  await waitFor(async () => (await pipeline.stored()) === 0, { what: "the event to leave the stream" });
  expect(
    await (await jetstreamManager(pipeline.connection)).streams.getMessage("MAYFLY_DEAD_LETTERS", { last_by_subj: `mayfly.dead-letters.${account}.flaky` }),
  ).toBeNull();
});

test("an event to an alias runs, at each attempt, the version that the alias stands for then", async () => {
  const identity = (version: string) => ({ ...identityOf("aliased"), version });
  await using pipeline = await startPipeline("aliased", {
    answer: (_invocation, attempt) => {
      pipeline.directory.putAlias(identity("live"), "2");
      return attempt === 1 ? "Unhandled" : "";
    },
  });
  for (const version of ["1", "2"]) pipeline.directory.put(identity(version), 1);
  pipeline.directory.putAlias(identity("live"), "1");

  await jetstream(pipeline.connection).publish(`mayfly.events.${account}.aliased.live`, "{}");

  await waitFor(() => pipeline.invocations.length === 2, { what: "the second attempt" });
  expect(pipeline.versions()).toEqual(["1", "2"]);
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:aliased:live";
  expect(pipeline.invocations.map(({ start }) => start.invoked_function_arn)).toEqual([arn, arn]);
});

test("200 events of one function all run, a bounded number at a time", async () => {
  let open = 0;
  let most = 0;
  await using pipeline = await startPipeline("many", {
    answer: () => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => (open -= 1));
      return "";
    },
  });
  const client = jetstream(pipeline.connection);

  await Promise.all(Array.from({ length: 200 }, (_, i) => client.publish(`mayfly.events.${account}.many`, String(i))));

  await waitFor(async () => (await pipeline.stored()) === 0, { what: "all events to leave the stream" });
  expect(new Set(await Promise.all(pipeline.invocations.map(eventOf))).size).toBe(200);
  expect(most).toBeLessThanOrEqual(32);
});

test("a function whose slow events have taken all that they get does not delay another function's event", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<string>();
  const isBusy = (invocation: IncomingInvocation): boolean => invocation.start.invoked_function_arn.endsWith(":busy");
  await using pipeline = await startPipeline("busy", {
    answer: (invocation) => (isBusy(invocation) ? released : ""),
    others: ["quick"],
    limits: { runningMax: 8, runningPerFunctionMax: 8 },
  });
  const client = jetstream(pipeline.connection);
  for (let i = 0; i < 20; i += 1) await client.publish(`mayfly.events.${account}.busy`, String(i));
  await waitFor(() => pipeline.invocations.length >= 4, { what: "the busy function's events to run" });

  for (let i = 0; i < 3; i += 1) {
    await client.publish(`mayfly.events.${account}.quick`, String(i));
    await waitFor(() => pipeline.invocations.filter((invocation) => !isBusy(invocation)).length === i + 1, { what: "the quick function's event to run" });
  }

  expect(pipeline.invocations.filter(isBusy).length).toBeLessThan(8);
  release("");
  await waitFor(() => pipeline.invocations.filter(isBusy).length === 20, { what: "the busy function's backlog to run" });
});

async function startProcess(logFile: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("event-process.test-support.ts", import.meta.url)), nats.url, logFile], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

test("a pipeline killed with kill -9 in the middle of its events loses none: the next one runs them under the same ids", async () => {
  await using directory = await temporaryDirectory();
  const logFile = join(directory.path, "runs");
  await using connection = await connectNats(nats.url);
  const lines = (word: string): string[] =>
    readFileSync(logFile, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(word))
      .map((line) => line.slice(word.length + 1));
  const killed = await startProcess(logFile);
  const client = jetstream(connection);
  const ids = Array.from({ length: 60 }, () => randomUUID());
  for (const id of ids) {
    const set = headers();
    set.set(natsHeaders.requestId, id);
    await client.publish(`mayfly.events.${account}.hello`, `{"ms":100}`, { headers: set });
  }
  await waitFor(() => lines("end").length >= 10, { what: "some events to have run" });

  killed.kill("SIGKILL");
  await once(killed, "exit");
  expect(lines("end").length).toBeLessThan(60);
  const next = await startProcess(logFile);

  await waitFor(() => new Set(lines("end")).size === 60, { what: "every event to have run", deadlineMs: 15_000 });
  expect(new Set(lines("end"))).toEqual(new Set(ids));
  next.kill("SIGTERM");
  expect(await once(next, "exit")).toEqual([0, null]);
});

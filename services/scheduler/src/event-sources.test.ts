import { randomUUID } from "node:crypto";
import { MemoryHub } from "@mayfly/bus/memory-hub";
import type { EventSourceMappingRecord, EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import type { EventSourceMappingState } from "@mayfly/domain/event-source-mapping-state";
import type { MappingDirectory } from "@mayfly/invocation/function-directory";
import { StubAgent } from "@mayfly/invocation/stub-agent.test-support";
import { identityOf, StubDirectory } from "@mayfly/invocation/stub-directory.test-support";
import { systemClock } from "@mayfly/kernel/clock";
import type { NatsServer } from "@mayfly/servers/nats-server";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { forbiddenTracing } from "@mayfly/testkit/forbidden-tracing";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSchedulerApp } from "./app.ts";
import { noMembership } from "./ports/agent-membership.ts";

const region = "us-east-1";
const account = "000000000000";
const functionName = "fn";
let nats: NatsServer;

beforeAll(async () => {
  nats = await startTestNats();
});
afterAll(() => nats[Symbol.asyncDispose]());

/** The mappings as the feed would have told them. */
class ToldMappings implements MappingDirectory {
  readonly #listeners = new Set<() => void>();
  #records: readonly EventSourceMappingRecord[] = [];

  tell(...records: readonly EventSourceMappingRecord[]): void {
    this.#records = records;
    for (const listener of this.#listeners) listener();
  }

  list(): readonly EventSourceMappingRecord[] {
    return this.#records;
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }
}

interface Invoked {
  readonly sequences: readonly number[];
  readonly texts: readonly string[];
}

/** What the function does with one batch: an answer, or a function error. */
type Handler = (invoked: Invoked, count: number) => { readonly payload?: string; readonly functionError?: string } | "no answer";

interface Fixture extends AsyncDisposable {
  readonly stream: string;
  readonly uuid: string;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly connection: NatsConnection;
  readonly invocations: Invoked[];
  readonly results: string[];
  readonly publish: (...texts: string[]) => Promise<void>;
  readonly mappings: ToldMappings;
  /** A mapping of a stream to the function. */
  readonly mapping: (
    place: Pick<Fixture, "stream" | "uuid">,
    state: EventSourceMappingState,
    settings?: Partial<EventSourceMappingSettings>,
  ) => EventSourceMappingRecord;
  readonly tell: (state: EventSourceMappingState, settings?: Partial<EventSourceMappingSettings>) => void;
  /** Records that the mapping's consumer has not been told to be done with. */
  readonly unsettled: () => Promise<number>;
}

/** A scheduler that reads one stream of its own for one mapping, with one worker. */
async function startReading(handler: Handler = () => ({}), place?: Pick<Fixture, "stream" | "uuid">): Promise<Fixture> {
  await using stack = new AsyncDisposableStack();
  const connection = stack.use(await connectNats(nats.clientUrl));
  const { stream, uuid } = place ?? { stream: `S-${randomUUID()}`, uuid: randomUUID() };
  const manager = await jetstreamManager(connection);
  const client = jetstream(connection);
  if (place === undefined) await manager.streams.add({ name: stream, subjects: [`${stream}.>`] });
  const hub = new MemoryHub();
  const directory = new StubDirectory();
  directory.put(identityOf(functionName), 1);
  const invocations: Invoked[] = [];
  stack.use(
    new StubAgent({
      bus: hub.connect(),
      region,
      agentId: "agent-1",
      clock: systemClock,
      onInvocation(invocation, finish) {
        void (async () => {
          const { Records: records } = JSON.parse((await invocation.payload).toString()) as { Records: { nats: { sequenceNumber: string; data: string } }[] };
          const invoked = {
            sequences: records.map(({ nats: message }) => Number(message.sequenceNumber)),
            texts: records.map(({ nats: message }) => Buffer.from(message.data, "base64").toString()),
          };
          invocations.push(invoked);
          const outcome = handler(invoked, invocations.length);
          if (outcome === "no answer") return;
          const { payload = "null", functionError = "" } = outcome;
          finish();
          invocation.answer({ head: {}, payload: Buffer.from(payload), end: { function_error: functionError }, done: { reusable: true } });
        })();
      },
    }),
  );
  const mappings = new ToldMappings();
  const results: string[] = [];
  stack.use(
    await createSchedulerApp({
      bus: hub.connect(),
      region,
      directory,
      events: stack.use(await connectNats(nats.url)),
      sources: {
        connection,
        mappings,
        report: async (_key, result) => results.push(result),
        limits: { backoffMsMin: 10, backoffMsMax: 50, fetchMs: 1_000, ackWaitMs: 1_000 },
      },
      term: 1,
      membership: noMembership,
      clock: systemClock,
      random: Math.random,
      logger: silentLogger,
      metrics: createMetrics(),
      tracing: forbiddenTracing,
      eventLimits: { eventsBytesMax: 16_777_216, deadLettersBytesMax: 16_777_216, drainMs: 100 },
    }),
  );
  let sequence = 0;
  const mapping: Fixture["mapping"] = (of, state, settings = {}) => {
    const eventSourceArn = `arn:aws:nats:${region}:${account}:stream/${of.stream}`;
    const all: EventSourceMappingSettings = {
      functionName,
      eventSourceArn,
      startingPosition: "TRIM_HORIZON",
      batchSize: 100,
      filters: [],
      onFailure: {},
      ...settings,
    };
    return { region, account, uuid: of.uuid, state, settings: all, tags: {}, lastModifiedAt: 0, sequence: (sequence += 1) };
  };
  const running = stack.move();
  return {
    stream,
    uuid,
    client,
    manager,
    connection,
    invocations,
    results,
    publish: async (...texts) => {
      for (const text of texts) await client.publish(`${stream}.a`, text);
    },
    mappings,
    mapping,
    tell: (state, settings = {}) => mappings.tell(mapping({ stream, uuid }, state, settings)),
    unsettled: async () => {
      const info = await manager.consumers.info(stream, `mayfly-${uuid}`);
      return info.num_pending + info.num_ack_pending;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const settled = (fixture: Fixture) => waitFor(async () => (await fixture.unsettled()) === 0, { what: "every record to be settled", deadlineMs: 20_000 });

test("what is in the stream reaches the function in order, in batches of the mapping's size, once, and is acknowledged", async () => {
  await using fixture = await startReading();
  const texts = Array.from({ length: 25 }, (_, index) => String(index));
  await fixture.publish(...texts);
  fixture.tell({ name: "enabled" }, { batchSize: 10 });
  await waitFor(() => fixture.invocations.length > 0, { what: "an invocation" });
  await settled(fixture);
  expect(fixture.invocations.flatMap((each) => each.texts)).toEqual(texts);
  expect(fixture.invocations.map((each) => each.texts.length)).toEqual([10, 10, 5]);
  expect(fixture.results).toEqual(["OK"]);
});

test("records that no filter lets pass never reach the function, and are acknowledged", async () => {
  await using fixture = await startReading();
  await fixture.publish('{"kind":"a"}', '{"kind":"b"}', "text");
  fixture.tell({ name: "enabled" }, { filters: ['{"data":{"kind":["b"]}}'] });
  await waitFor(() => fixture.invocations.length > 0, { what: "an invocation" });
  await settled(fixture);
  expect(fixture.invocations.flatMap((each) => each.sequences)).toEqual([2]);
});

test("an open batching window waits for records that come later", async () => {
  await using fixture = await startReading();
  fixture.tell({ name: "enabled" }, { batchSize: 3, batchingWindowSeconds: 300 });
  await fixture.publish("1");
  await waitFor(async () => (await fixture.manager.consumers.info(fixture.stream, `mayfly-${fixture.uuid}`)).num_ack_pending === 1, {
    what: "the first record to be taken",
  });
  await fixture.publish("2", "3");
  await settled(fixture);
  expect(fixture.invocations).toEqual([{ sequences: [1, 2, 3], texts: ["1", "2", "3"] }]);
});

test("an answer with item failures has the records from the lowest one on tried again, and no other", async () => {
  await using fixture = await startReading((_invoked, count) =>
    count === 1 ? { payload: '{"batchItemFailures":[{"itemIdentifier":"3"},{"itemIdentifier":"2"}]}' } : {},
  );
  await fixture.publish("1", "2", "3");
  fixture.tell({ name: "enabled" }, { functionResponseTypes: ["ReportBatchItemFailures"] });
  await waitFor(() => fixture.invocations.length > 1, { what: "a second invocation" });
  await settled(fixture);
  expect(fixture.invocations.map((each) => each.sequences)).toEqual([
    [1, 2, 3],
    [2, 3],
  ]);
  expect(fixture.results).toEqual(["PROBLEM: Function call failed", "OK"]);
});

test("a batch that fails is halved down to the record at fault, which is given up to the destination after its attempts, and all others are processed", async () => {
  await using fixture = await startReading(({ texts }) => (texts.includes("bad") ? { functionError: "Unhandled" } : {}));
  const subject = `failures.${fixture.uuid}`;
  const failures: unknown[] = [];
  fixture.connection.subscribe(subject, { callback: (_error, message) => void failures.push(JSON.parse(message.string())) });
  await fixture.connection.flush();
  await fixture.publish("1", "bad", "3", "4");
  fixture.tell(
    { name: "enabled" },
    { bisectOnError: true, retryAttemptsMax: 1, onFailure: { destination: `arn:aws:nats:${region}:${account}:subject/${subject}` } },
  );
  const failure = await waitFor(() => failures[0], { what: "the failure record" });
  await settled(fixture);
  expect(fixture.invocations.map((each) => each.texts)).toEqual([["1", "bad", "3", "4"], ["1", "bad"], ["1"], ["bad"], ["bad"], ["3", "4"]]);
  expect(failure).toMatchObject({
    version: "1.0",
    requestContext: {
      condition: "RetryAttemptsExhausted",
      functionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, functionError: "Unhandled" },
    NatsBatchInfo: { stream: fixture.stream, startSequenceNumber: "2", endSequenceNumber: "2", batchSize: 1 },
  });
});

test("a failure record is stored by the stream that has the destination's subject", async () => {
  await using fixture = await startReading(() => ({ functionError: "Unhandled" }));
  const kept = `K-${fixture.uuid}`;
  await fixture.manager.streams.add({ name: kept, subjects: [`kept.${fixture.uuid}`] });
  await fixture.publish("1");
  fixture.tell({ name: "enabled" }, { retryAttemptsMax: 0, onFailure: { destination: `arn:aws:nats:${region}:${account}:subject/kept.${fixture.uuid}` } });
  await waitFor(async () => (await fixture.manager.streams.info(kept)).state.messages === 1, { what: "the failure record" });
  await settled(fixture);
  expect(fixture.invocations).toHaveLength(1);
});

test("a disabled mapping reads nothing and goes on where it was; a deleted one leaves no consumer behind", async () => {
  await using fixture = await startReading();
  const consumers = async () => (await fixture.manager.streams.info(fixture.stream)).state.consumer_count;
  await fixture.publish("1");
  fixture.tell({ name: "enabled" });
  await waitFor(() => fixture.invocations.length === 1, { what: "the first invocation" });
  await settled(fixture);
  fixture.tell({ name: "disabling" });
  await fixture.publish("2");
  fixture.tell({ name: "enabling" }, { batchSize: 7 });
  await waitFor(() => fixture.invocations.length === 2, { what: "the second invocation" });
  await settled(fixture);
  expect(fixture.invocations.flatMap((each) => each.texts)).toEqual(["1", "2"]);
  expect(await consumers()).toBe(1);
  fixture.tell({ name: "deleting" });
  await waitFor(async () => (await consumers()) === 0, { what: "the end of the consumer" });
});

test("a mapping of a stream that is not there says so, and reads it once it is there", async () => {
  await using fixture = await startReading();
  const name = `LATER-${fixture.uuid}`;
  fixture.tell({ name: "enabled" }, { eventSourceArn: `arn:aws:nats:${region}:${account}:stream/${name}` });
  await waitFor(() => fixture.results.length > 0, { what: "the result" });
  expect(fixture.results).toEqual([`PROBLEM: Stream not found: arn:aws:nats:${region}:${account}:stream/${name}`]);
  await fixture.manager.streams.add({ name, subjects: [`${name}.>`] });
  await fixture.client.publish(`${name}.a`, "1");
  await waitFor(() => fixture.results.at(-1) === "OK", { what: "the record to be processed" });
});

test("while the function runs, other mappings begin and end; the consumer of one that was deleted meanwhile goes with it", async () => {
  await using fixture = await startReading(({ texts }) => (texts.includes("long") ? "no answer" : {}));
  const other = { stream: `O-${fixture.uuid}`, uuid: randomUUID() };
  await fixture.manager.streams.add({ name: other.stream, subjects: [`${other.stream}.>`] });
  await fixture.publish("long");
  fixture.tell({ name: "enabled" });
  await waitFor(() => fixture.invocations.length === 1, { what: "the long invocation" });
  fixture.mappings.tell(fixture.mapping(fixture, { name: "disabling" }), fixture.mapping(other, { name: "creating", enabled: true }));
  await fixture.client.publish(`${other.stream}.a`, "short");
  await waitFor(() => fixture.invocations.some((each) => each.texts.includes("short")), { what: "the other mapping" });
  fixture.mappings.tell(fixture.mapping(other, { name: "deleting" }));
  fixture.mappings.tell();
  await waitFor(async () => (await fixture.manager.streams.info(other.stream)).state.consumer_count === 0, { what: "the end of the other's consumer" });
});

test("a stream that is taken away and made anew is read again", async () => {
  await using fixture = await startReading();
  await fixture.publish("1");
  fixture.tell({ name: "enabled" });
  await waitFor(() => fixture.invocations.length === 1, { what: "the first invocation" });
  await settled(fixture);
  await fixture.manager.streams.delete(fixture.stream);
  await waitFor(() => fixture.results.at(-1)?.startsWith("PROBLEM: Stream not found"), { what: "the mapping to miss its stream" });
  await fixture.manager.streams.add({ name: fixture.stream, subjects: [`${fixture.stream}.>`] });
  await fixture.publish("2");
  await waitFor(() => fixture.invocations.length === 2, { what: "the second invocation" });
  expect(fixture.invocations[1]?.texts).toEqual(["2"]);
});

test("what a scheduler had taken when it was cut off runs again with the next one", async () => {
  await using lost = await startReading(() => "no answer");
  await lost.publish("1", "2");
  lost.tell({ name: "enabled" });
  await waitFor(() => lost.invocations.length === 1, { what: "the first invocation" });
  await lost.connection.close();
  await using next = await startReading(() => ({}), lost);
  next.tell({ name: "enabled" });
  await waitFor(() => next.invocations.flatMap((each) => each.texts).length === 2, { what: "the records to come again" });
  await settled(next);
  expect(next.invocations.flatMap((each) => each.texts).toSorted()).toEqual(["1", "2"]);
});

test("a scheduler that stops while it waits for another attempt hands the records back", async () => {
  const fixture = await startReading(() => ({ functionError: "Unhandled" }));
  await fixture.publish("1");
  fixture.tell({ name: "enabled" });
  await waitFor(() => fixture.invocations.length > 2, { what: "attempts" });
  const { stream, uuid } = fixture;
  await fixture[Symbol.asyncDispose]();
  await using connection = await connectNats(nats.clientUrl);
  const info = await (await jetstreamManager(connection)).consumers.info(stream, `mayfly-${uuid}`);
  expect(info.ack_floor.stream_seq).toBe(0);
});

import { eventInvoke, type EventInvoke } from "@mayfly/domain/attachments/event-invoke";
import { reservedConcurrency } from "@mayfly/domain/attachments/reserved-concurrency";
import type { NatsServer } from "@mayfly/servers/nats-server";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deadLetter, eventOf, startPipeline, type Fixture } from "./event-pipeline-fixture.test-support.ts";

const region = "us-east-1";
const account = "000000000000";
let nats: NatsServer;

beforeAll(async () => {
  nats = await startTestNats();
});
afterAll(() => nats[Symbol.asyncDispose]());

function configure(pipeline: Fixture, functionName: string, settings: Partial<EventInvoke>, qualifier = "$LATEST"): void {
  pipeline.directory.attachments.put(eventInvoke, { region, account, functionName, qualifier }, { lastModifiedAt: 0, ...settings });
}

function reserve(pipeline: Fixture, functionName: string, executions: number): void {
  pipeline.directory.attachments.put(reservedConcurrency, { region, account, functionName, qualifier: "" }, { executions });
}

function publish(pipeline: Fixture, name: string, payload = "{}"): Promise<unknown> {
  return jetstream(pipeline.connection).publish(`mayfly.events.${account}.${name}`, payload);
}

test.for([0, 1])("with %i retries a failing event is given up after them", async (retryAttempts) => {
  const name = `retries-${retryAttempts}`;
  await using pipeline = await startPipeline(nats, name, { answer: () => "Unhandled" });
  configure(pipeline, name, { retryAttempts });

  await publish(pipeline, name);

  expect(await deadLetter(pipeline.connection, `mayfly.dead-letters.${account}.${name}`)).toMatchObject({ reason: "FunctionError" });
  expect(pipeline.invocations).toHaveLength(1 + retryAttempts);
});

test("a configuration holds for its own qualifier alone", async () => {
  await using pipeline = await startPipeline(nats, "qualified", { answer: () => "Unhandled" });
  pipeline.directory.put({ region, account, functionName: "qualified", version: "1" }, 1);
  configure(pipeline, "qualified", { retryAttempts: 0 }, "1");

  await publish(pipeline, "qualified.1");
  await waitFor(() => pipeline.invocations.length === 1, { what: "the event of version 1 to run" });
  await publish(pipeline, "qualified");

  await waitFor(() => pipeline.invocations.length === 4, { what: "three attempts at $LATEST" });
});

test("an event that waits for its next attempt goes by the configuration as it then is", async () => {
  await using pipeline = await startPipeline(nats, "changed", { answer: () => "Unhandled", limits: { retryDelaysMs: [500, 500] } });

  await publish(pipeline, "changed");
  await waitFor(async () => (await pipeline.retries()) === 1, { what: "the event to wait for its second attempt" });
  configure(pipeline, "changed", { retryAttempts: 0 });

  expect(await deadLetter(pipeline.connection, `mayfly.dead-letters.${account}.changed`)).toMatchObject({ reason: "FunctionError" });
  expect(pipeline.invocations).toHaveLength(1);
});

test("an event whose next attempt would come after its maximum age is given up at once", async () => {
  await using pipeline = await startPipeline(nats, "aged", { answer: () => "Unhandled", limits: { retryDelaysMs: [60_000, 120_000] } });
  configure(pipeline, "aged", { eventAgeSeconds: 60 });

  await publish(pipeline, "aged");

  expect(await deadLetter(pipeline.connection, `mayfly.dead-letters.${account}.aged`)).toMatchObject({ reason: "EventAgeExceeded" });
  expect(pipeline.invocations).toHaveLength(1);
});

test("events of a function that has reserved nothing never run", async () => {
  await using pipeline = await startPipeline(nats, "shut", { others: ["shut-target"] });
  reserve(pipeline, "shut", 0);
  configure(pipeline, "shut", { onFailure: `arn:aws:lambda:${region}:${account}:function:shut-target` });

  await publish(pipeline, "shut", `{"a":1}`);

  expect(await deadLetter(pipeline.connection, `mayfly.dead-letters.${account}.shut`)).toMatchObject({ reason: "ZeroReservedConcurrency" });
  await waitFor(() => pipeline.invocations.length === 1, { what: "the destination to run" });
  expect(JSON.parse(await eventOf(pipeline.invocations[0]))).toEqual({
    version: "1.0",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    requestContext: {
      requestId: expect.any(String),
      functionArn: `arn:aws:lambda:${region}:${account}:function:shut:$LATEST`,
      condition: "ZeroReservedConcurrency",
      approximateInvokeCount: 0,
    },
    requestPayload: { a: 1 },
  });
});

test("events above the reservation wait without using up attempts, and all run, never more at a time than it allows", async () => {
  let open = 0;
  let most = 0;
  const gates: (() => void)[] = [];
  await using pipeline = await startPipeline(nats, "throttled", {
    limits: { backoffMsMin: 50, backoffMsMax: 100 },
    answer: async () => {
      most = Math.max(most, (open += 1));
      await new Promise<void>((resolve) => gates.push(resolve));
      open -= 1;
      return "";
    },
  });
  reserve(pipeline, "throttled", 2);
  configure(pipeline, "throttled", { retryAttempts: 0 });
  for (let i = 0; i < 6; i += 1) await publish(pipeline, "throttled", String(i));

  await waitFor(() => gates.length === 2, { what: "two events to run" });
  await waitFor(
    async () => {
      for (const open of gates.splice(0)) open();
      return (await pipeline.stored()) === 0;
    },
    { what: "all events to leave the stream" },
  );

  expect(new Set(await Promise.all(pipeline.invocations.map(eventOf))).size).toBe(6);
  expect(most).toBeLessThanOrEqual(2);
});

test("a destination is told of success and of failure, with the function's answer", async () => {
  const arn = (name: string): string => `arn:aws:lambda:${region}:${account}:function:${name}`;
  const failing = (text: string): boolean => text.includes("fail");
  await using pipeline = await startPipeline(nats, "told", {
    others: ["told-good", "told-bad"],
    answer: async (invocation) => (invocation.start.invoked_function_arn === arn("told") && failing(await eventOf(invocation)) ? "Unhandled" : ""),
  });
  configure(pipeline, "told", { retryAttempts: 1, onSuccess: arn("told-good"), onFailure: arn("told-bad") });

  await publish(pipeline, "told", `"works"`);
  await publish(pipeline, "told", `"fails"`);

  const runs = (name: string) => pipeline.invocations.filter(({ start }) => start.invoked_function_arn === arn(name));
  await waitFor(() => runs("told-good").length === 1 && runs("told-bad").length === 1, { what: "both destinations to run" });
  expect(JSON.parse(await eventOf(runs("told-good")[0]))).toMatchObject({
    requestContext: { condition: "Success", approximateInvokeCount: 1 },
    requestPayload: "works",
    responseContext: { statusCode: 200, executedVersion: "$LATEST" },
    responsePayload: "works",
  });
  expect(JSON.parse(await eventOf(runs("told-bad")[0]))).toMatchObject({
    requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 2 },
    requestPayload: "fails",
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: {},
  });
});

test("functions that are each other's destinations are stopped after 16 rounds", async () => {
  const arn = (name: string): string => `arn:aws:lambda:${region}:${account}:function:${name}`;
  await using pipeline = await startPipeline(nats, "ping", { others: ["pong"], answer: () => "Unhandled" });
  configure(pipeline, "ping", { retryAttempts: 0, onFailure: arn("pong") });
  configure(pipeline, "pong", { retryAttempts: 0, onFailure: arn("ping") });

  await publish(pipeline, "ping");

  await waitFor(async () => pipeline.invocations.length >= 33 && (await pipeline.stored()) === 0, { what: "the loop to end" });
  // The first one came straight from NATS, where nothing is counted.
  expect(pipeline.invocations).toHaveLength(33);
});

test("a NATS subject as a destination gets the record in the clients' account, and a stream there keeps it once", async () => {
  await using pipeline = await startPipeline(nats, "told-nats");
  const manager = await jetstreamManager(pipeline.clients);
  await manager.streams.add({ name: "OUTCOMES", subjects: ["outcomes.>"] });
  const heard: string[] = [];
  pipeline.clients.subscribe("outcomes.good", { callback: (_error, message) => void heard.push(message.string()) });
  await pipeline.clients.flush();
  configure(pipeline, "told-nats", { onSuccess: `arn:aws:nats:${region}:${account}:subject/outcomes.good` });

  await publish(pipeline, "told-nats", `"works"`);

  await waitFor(() => heard.length === 1, { what: "the record" });
  expect(JSON.parse(heard[0] ?? "")).toMatchObject({ requestContext: { condition: "Success" }, requestPayload: "works", responsePayload: "works" });
  await waitFor(async () => (await manager.streams.info("OUTCOMES")).state.messages === 1, { what: "the stream to have the record" });
});

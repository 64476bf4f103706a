import { randomUUID } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { natsHeaders } from "@mayfly/contracts/subjects";
import type { IncomingInvocation } from "@mayfly/invocation/agent-channel";
import { identityOf } from "@mayfly/invocation/stub-directory.test-support";
import type { NatsServer } from "@mayfly/servers/nats-server";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { headers } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deadLetter, eventOf, startPipeline } from "./event-pipeline-fixture.test-support.ts";

const account = "000000000000";
let nats: NatsServer;

beforeAll(async () => {
  nats = await startTestNats();
});
afterAll(() => nats[Symbol.asyncDispose]());

test("a published event runs once, with the request id of its header, and leaves the stream", async () => {
  await using pipeline = await startPipeline(nats, "once");
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
  await using pipeline = await startPipeline(nats, "idle");

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
  await using pipeline = await startPipeline(nats, "dead");

  await jetstream(pipeline.connection).publish(subject, payload);

  expect(await deadLetter(pipeline.connection, letterSubject)).toMatchObject({ reason, payload });
  expect(pipeline.invocations).toEqual([]);
  await waitFor(async () => (await pipeline.stored()) === 0, { what: "the event to leave the stream" });
});

test("an event whose function fails is tried twice more under the same request id, then recorded as a dead letter", async () => {
  await using pipeline = await startPipeline(nats, "failing", { answer: () => "Unhandled" });

  await jetstream(pipeline.connection).publish(`mayfly.events.${account}.failing`, "{}");

  const letter = await deadLetter(pipeline.connection, `mayfly.dead-letters.${account}.failing`);
  expect(letter).toMatchObject({ reason: "FunctionError", requestId: pipeline.invocations[0]?.start.request_id });
  expect(pipeline.invocations).toHaveLength(3);
  expect(new Set(pipeline.invocations.map((invocation) => invocation.start.request_id)).size).toBe(1);
  await waitFor(async () => (await pipeline.retries()) === 0, { what: "the retries to leave their stream" });
});

test("an event whose second attempt succeeds is no dead letter", async () => {
  await using pipeline = await startPipeline(nats, "flaky", { answer: (_invocation, attempt) => (attempt === 1 ? "Unhandled" : "") });

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
  await using pipeline = await startPipeline(nats, "aliased", {
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
  await using pipeline = await startPipeline(nats, "many", {
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
  await using pipeline = await startPipeline(nats, "busy", {
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

import { systemClock } from "@mayfly/kernel/clock";
import type { NatsServer } from "@mayfly/servers/nats-server";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { jetstream, jetstreamManager, type JetStreamManager, type JsMsg } from "@nats-io/jetstream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureEventStreams, eventStreams } from "./event-streams.ts";
import { FairSlots } from "./fair-slots.ts";
import { SubjectRunner } from "./subject-runner.ts";

const subject = "mayfly.events.000000000000.run";
let nats: NatsServer;

beforeAll(async () => {
  nats = await startTestNats();
});
afterAll(() => nats[Symbol.asyncDispose]());

/** A runner of one subject with four slots, on real streams. */
async function startRunner(run: (message: JsMsg) => Promise<void>): Promise<Fixture> {
  await using stack = new AsyncDisposableStack();
  const connection = stack.use(await connectNats(nats.url));
  const manager = await jetstreamManager(connection);
  await ensureEventStreams(manager, { eventsBytesMax: 16_777_216, deadLettersBytesMax: 16_777_216, deadLettersAgeMs: 3_600_000 });
  const client = jetstream(connection);
  const slots = new FairSlots<object>(4);
  const logger = captureLogger();
  const runner = stack.use(
    new SubjectRunner({
      ...{ subject, client, manager, clock: systemClock, logger, slots, run },
      ...{ parallelMax: 4, ackWaitMs: 15_000, idleMs: 60_000, onIdle: () => undefined },
    }),
  );
  const running = stack.move();
  return { runner, slots, logger, manager, publish: () => client.publish(subject, "{}"), [Symbol.asyncDispose]: () => running.disposeAsync() };
}

interface Fixture extends AsyncDisposable {
  readonly runner: SubjectRunner;
  readonly slots: FairSlots<object>;
  readonly logger: ReturnType<typeof captureLogger>;
  readonly manager: JetStreamManager;
  publish(): Promise<unknown>;
}

test("a consumer takes no slots while it waits for events", async () => {
  await using fixture = await startRunner(async (message) => message.ack());

  await waitFor(
    async () => {
      const consumers = await fixture.manager.consumers.list(eventStreams.events).next();
      return consumers.some((consumer) => consumer.num_waiting > 0);
    },
    { what: "the consumer to wait for events" },
  );

  expect(fixture.slots.free).toBe(4);
});

test("an event that cannot be extended ends no process: it is logged, and the event comes again later", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let extensions = 0;
  await using fixture = await startRunner(async (message) => {
    message.working = () => {
      extensions += 1;
      throw new Error("closed connection");
    };
    await released;
    message.ack();
  });
  await fixture.publish();
  fixture.runner.poke();

  await waitFor(
    () => {
      fixture.runner.extend();
      return extensions > 0;
    },
    { what: "the event to run" },
  );

  expect(fixture.logger.entries.map((entry) => entry.phrase)).toContain("event not extended");
  release();
});

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
import { waitFor } from "@mayfly/testkit/wait-for";
import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import type { EventPipelineLimits } from "./adapters/jetstream/event-pipeline.ts";
import { deadLetterHeaders } from "./adapters/jetstream/event-settler.ts";
import { createSchedulerApp } from "./app.ts";
import { noMembership } from "./ports/agent-membership.ts";

const region = "us-east-1";

/** The function error that an invocation ends with, empty for success. */
type Answer = (invocation: IncomingInvocation, attempt: number) => string | Promise<string>;

interface PipelineChanges {
  readonly answer?: Answer;
  /** Functions beside the first. */
  readonly others?: readonly string[];
  readonly limits?: Partial<EventPipelineLimits>;
}

const noMappings = { list: () => [], onChange: () => ({ [Symbol.dispose]: () => undefined }) };

/** A running pipeline and what can be seen of it. */
export interface Fixture extends AsyncDisposable {
  readonly connection: NatsConnection;
  /** As a client has it. */
  readonly clients: NatsConnection;
  readonly directory: StubDirectory;
  /** The version that each invocation ran. */
  readonly versions: () => readonly (string | undefined)[];
  readonly invocations: IncomingInvocation[];
  readonly consumers: () => Promise<number>;
  readonly stored: () => Promise<number>;
  readonly retries: () => Promise<number>;
}

/** A scheduler with its event pipeline and one worker. */
export async function startPipeline(nats: NatsServer, functionName: string, changes: PipelineChanges = {}): Promise<Fixture> {
  const { answer = () => "", others = [] } = changes;
  await using stack = new AsyncDisposableStack();
  const connection = stack.use(await connectNats(nats.url));
  const clients = stack.use(await connectNats(nats.clientUrl));
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
      sources: { connection: clients, mappings: noMappings, report: () => Promise.resolve() },
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
    clients,
    directory,
    versions: () => invocations.map(({ start }) => agent.environments.get(start.environment_id)?.spec.identity?.version),
    invocations,
    consumers: async () => (await manager.streams.info("MAYFLY_EVENTS")).state.consumer_count,
    stored: async () => (await manager.streams.info("MAYFLY_EVENTS")).state.messages,
    retries: async () => (await manager.streams.info("MAYFLY_EVENT_RETRIES")).state.messages,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The event that an invocation had, as text. */
export async function eventOf(invocation: IncomingInvocation | undefined): Promise<string> {
  return String(await invocation?.payload);
}

/** Waits for the dead letter on a subject. */
export async function deadLetter(connection: NatsConnection, subject: string): Promise<{ reason: string; requestId: string; payload: string }> {
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

import { randomUUID } from "node:crypto";
import type { Bus } from "@mayfly/bus/bus";
import { createInvoker } from "@mayfly/invocation/create-invoker";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import type { Tracing } from "@mayfly/telemetry/tracing";
import type { NatsConnection } from "@nats-io/transport-node";
import { eventDrainMs, startEventPipeline, type EventPipelineLimits } from "./adapters/jetstream/event-pipeline.ts";
import { startEventSources, type EventSourceDependencies } from "./adapters/jetstream/event-sources.ts";
import { defaultSchedulerLimits, type SchedulerLimits } from "./core/scheduler-limits.ts";
import { LeaseScheduler } from "./lease-scheduler.ts";
import type { AgentMembership } from "./ports/agent-membership.ts";

/** What a scheduler needs. */
export interface SchedulerDependencies {
  readonly bus: Bus;
  readonly region: string;
  readonly directory: FunctionDirectory;
  /** JetStream of the events; without it (tests) no events are run. */
  readonly events: NatsConnection | undefined;
  /** Event source mappings and what they read; without it (tests) no source is read. */
  readonly sources?: EventSourceDependencies;
  /** Higher than that of every scheduler before (`nextTerm`). */
  readonly term: number;
  readonly membership: AgentMembership;
  readonly clock: Clock;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly limits?: Partial<SchedulerLimits>;
  readonly eventLimits?: Partial<EventPipelineLimits>;
}

/** A running scheduler. Disposing it finishes the events that run, gives its leases back and answers no more requests. */
export interface SchedulerApp extends AsyncDisposable {
  /** Resolves when the state has been rebuilt and leases are granted. */
  readonly rebuilt: Promise<void>;
  /** Takes no more events and resolves when those that run are settled; those that wait for an environment come again later. Leases are still granted to others. */
  stopEvents(): Promise<void>;
}

/** Starts leases, placements and the event pipeline. Resolves once requests are taken; they are answered from `rebuilt` on. */
export async function createSchedulerApp(dependencies: SchedulerDependencies): Promise<SchedulerApp> {
  const { bus, region, directory, clock, logger, metrics, events } = dependencies;
  await using resources = new AsyncDisposableStack();
  const leases = resources.use(
    new LeaseScheduler({
      bus,
      region,
      directory,
      clock,
      logger,
      metrics,
      tracing: dependencies.tracing,
      membership: dependencies.membership,
      random: dependencies.random,
      createId: randomUUID,
      term: dependencies.term,
      limits: { ...defaultSchedulerLimits, ...dependencies.limits },
    }),
  );
  let stopping: Promise<void> | undefined;
  const stopPipeline = events === undefined ? undefined : await startEvents(dependencies, events);
  const stopEvents = async (): Promise<void> => (stopping ??= stopPipeline?.());
  resources.defer(stopEvents);
  const running = resources.move();
  return { rebuilt: leases.rebuilt, stopEvents, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Starts the event pipeline with its own invoker and gives what stops both: together, since what only waits for a lease is to end at once. */
async function startEvents(dependencies: SchedulerDependencies, connection: NatsConnection): Promise<() => Promise<void>> {
  const { bus, region, directory, clock, random, logger, metrics, tracing, eventLimits } = dependencies;
  const drainMs = eventLimits?.drainMs ?? eventDrainMs;
  await using starting = new AsyncDisposableStack();
  const invoker = starting.use(
    createInvoker({ bus, region, holderId: `events-${randomUUID()}`, directory, clock, logger, metrics, tracing, limits: { drainMs } }),
  );
  const limits = eventLimits === undefined ? {} : { limits: eventLimits };
  const { sources } = dependencies;
  const clients = sources?.connection;
  const pipeline = await startEventPipeline({ connection, clients, region, invoker, directory, clock, random, logger, metrics, tracing, ...limits });
  const reading = sources === undefined ? undefined : await startEventSources({ ...sources, invoker, directory, clock, logger, metrics, random });
  starting.move();
  return async () => {
    await Promise.all([pipeline[Symbol.asyncDispose](), reading?.[Symbol.asyncDispose](), invoker[Symbol.asyncDispose]()]);
  };
}

import type { Bus } from "@mayfly/bus/bus";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { limits } from "@mayfly/domain/limits";
import { isErrorCode, type ErrorCode } from "@mayfly/errors/catalogue";
import { PlatformError } from "@mayfly/errors/platform-error";
import { identityMessage } from "@mayfly/invocation/lease-pool";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import { acquireReply, schedulerCodecs } from "./api/scheduler-messages.ts";
import type { Effect, PlacementFailure } from "./core/effects.ts";
import { leaseMessage } from "./core/environment-state.ts";
import type { SchedulerCore } from "./core/scheduler-core.ts";
import type { LeaseTraces } from "./lease-traces.ts";

/** What running the core's decisions needs. */
export interface CoreRunnerOptions {
  readonly core: SchedulerCore;
  readonly bus: Bus;
  readonly region: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly traces: LeaseTraces;
}

/** The init phase, and what fetching and starting take beside it. */
const placeTimeoutMs = limits.initPhaseMsMax + 20_000;

/** Carries out what the core decides: sends its messages and brings the outcomes of placements back. */
export class CoreRunner {
  readonly #options: CoreRunnerOptions;
  readonly #metrics;

  constructor(options: CoreRunnerOptions) {
    this.#options = options;
    const { metrics, core } = options;
    this.#metrics = {
      decisions: metrics.counter({ name: "mayfly_lease_requests_total", help: "Lease requests that were answered, by outcome.", labels: ["outcome"] }),
      placements: metrics.histogram({
        name: "mayfly_placement_seconds",
        help: "Time from ordering a placement to the agent's answer.",
        labels: ["kind"],
        buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      }),
      failures: metrics.counter({ name: "mayfly_placement_failures_total", help: "Placements that failed, by code.", labels: ["code"] }),
    };
    metrics.gauge({
      name: "mayfly_scheduler_environments",
      help: "Execution environments that the scheduler knows.",
      read: () => core.cluster.environments.size,
    });
    metrics.gauge({ name: "mayfly_scheduler_agents", help: "Agents that the scheduler knows.", read: () => core.cluster.agents.size });
    metrics.gauge({ name: "mayfly_scheduler_waiting", help: "Lease requests that wait.", read: () => core.waiting.count });
  }

  /** Feeds the core one event and carries out what it decides. */
  run(event: (core: SchedulerCore, nowMs: number) => void): void {
    const { core, clock } = this.#options;
    event(core, clock.monotonicMs());
    for (let effects = core.takeEffects(); effects.length > 0; effects = core.takeEffects()) {
      for (const effect of effects) this.#carryOut(effect);
    }
  }

  #carryOut(effect: Effect): void {
    const { region } = this.#options;
    switch (effect.kind) {
      case "grant":
        this.#metrics.decisions.add({ outcome: "granted" });
        this.#options.traces.end(effect.request, "granted");
        if (!this.publish(effect.request.replyTo, schedulerCodecs.acquire.response.encode(acquireReply(effect)))) {
          this.run((core, nowMs) => core.release(effect.lease.holderId, { leaseId: effect.lease.leaseId, requestId: "" }, nowMs));
        }
        return;
      case "refuse":
        this.#metrics.decisions.add({ outcome: effect.refusal.code });
        this.#options.traces.end(effect.request, effect.refusal.code);
        this.publish(effect.request.replyTo, schedulerCodecs.acquire.response.encode(acquireReply(effect)));
        return;
      case "place":
        void this.#place(effect);
        return;
      case "retire":
        this.publish(internalSubjects.retire(region, effect.agentId), schedulerCodecs.retire.request.encode({ environment_ids: [...effect.environmentIds] }));
        return;
      case "retireOlder":
        this.publish(
          internalSubjects.retire(region, effect.agentId),
          schedulerCodecs.retire.request.encode({ identity: identityMessage(effect.identity), older_than_generation: effect.olderThanGeneration }),
        );
        return;
      case "revoke":
        this.publish(
          internalSubjects.revokeLeases(region, effect.holderId),
          schedulerCodecs.revoke.request.encode({ lease_ids: [...effect.leaseIds], gone: effect.gone, when_free: effect.whenFree === true }),
        );
    }
  }

  async #place(effect: Extract<Effect, { kind: "place" }>): Promise<void> {
    const { bus, region, clock, logger } = this.#options;
    const { environment, lease } = effect;
    const startedMs = clock.monotonicMs();
    const span = effect.request && this.#options.traces.beginPlacement(effect.request, environment);
    const fail = (code: ErrorCode, message: string, known: Pick<PlacementFailure, "certain" | "full">): void => {
      span?.end(code);
      this.#metrics.failures.add({ code });
      logger.warn("placement failed", { agentId: environment.agentId, environmentId: environment.environmentId, function: environment.key, code });
      this.run((core, nowMs) => core.placementFailed({ environmentId: environment.environmentId, leaseId: lease.leaseId, code, message, ...known }, nowMs));
    };
    try {
      const request = schedulerCodecs.place.request.encode({
        spec: effect.spec,
        lease: leaseMessage(lease, environment),
        holder_id: lease.holderId,
        provisioned: environment.provisioned,
        trace_parent: span?.traceParent ?? "",
      });
      const reply = schedulerCodecs.place.response.decode(
        await bus.request(internalSubjects.place(region, environment.agentId), request, { timeoutMs: placeTimeoutMs }),
      );
      if (reply.failure_code !== "")
        return fail(isErrorCode(reply.failure_code) ? reply.failure_code : "Service", reply.failure_message, { certain: true, full: reply.full });
      span?.end();
      this.#metrics.placements.observe((clock.monotonicMs() - startedMs) / 1000, { kind: reply.prewarmed ? "prewarmed" : "started" });
      this.run((core, nowMs) => core.placed({ environmentId: environment.environmentId, leaseId: lease.leaseId, initFailed: reply.init_failed }, nowMs));
    } catch (error) {
      const failure = PlatformError.from(error);
      fail(failure.code, failure.publicMessage, { certain: failure.code === "NoResponders" });
      if (failure.code === "NoResponders") this.run((core, nowMs) => core.agentLost(environment.agentId, nowMs));
    }
  }

  /** Sends a message; false, with a log entry, if that is not possible now. */
  publish(subject: string, data: Buffer): boolean {
    try {
      this.#options.bus.publish(subject, data);
      return true;
    } catch (error) {
      this.#options.logger.warn("scheduler message not sent", { subject, error: PlatformError.from(error) });
      return false;
    }
  }
}

import type { Bus, BusMessage } from "@mayfly/bus/bus";
import { internalSubjects } from "@mayfly/contracts/subjects";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { Clock } from "@mayfly/kernel/clock";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import type { Tracing } from "@mayfly/telemetry/tracing";
import { schedulerCodecs, waitingRequest } from "./api/scheduler-messages.ts";
import { CoreRunner } from "./core-runner.ts";
import { SchedulerCore } from "./core/scheduler-core.ts";
import type { SchedulerLimits } from "./core/scheduler-limits.ts";
import { ConcurrencyWatch } from "./concurrency-watch.ts";
import { describeProvisioning } from "./describe-provisioning.ts";
import { LeaseTraces } from "./lease-traces.ts";
import type { AgentMembership } from "./ports/agent-membership.ts";
import { prepareVersion } from "./prepare-version.ts";

/** What the lease scheduler works with. */
export interface LeaseSchedulerOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly directory: FunctionDirectory;
  readonly membership: AgentMembership;
  readonly clock: Clock;
  readonly random: () => number;
  readonly createId: () => string;
  readonly term: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly limits: SchedulerLimits;
}

const tickEveryMs = 50;
/** A known agent that has not reported by then is taken as gone (DESIGN §4). */
const rebuildMsMax = 2_000;

/** Serves leases and placements on the bus. Grants nothing before `rebuilt`. */
export class LeaseScheduler implements AsyncDisposable {
  /** Resolves when the state has been rebuilt from the agents' reports and leases are granted. */
  readonly rebuilt: Promise<void>;
  readonly #options: LeaseSchedulerOptions;
  readonly #core: SchedulerCore;
  readonly #runner: CoreRunner;
  readonly #traces: LeaseTraces;
  readonly #subscriptions: readonly AsyncDisposable[];
  readonly #changes: Disposable;
  readonly #members = new Set<string>();
  readonly #reportWaiters = new Set<() => void>();
  #ticking: Disposable | undefined;
  /** From when the directory has caught up. */
  #concurrency: ConcurrencyWatch | undefined;
  #stopped = false;

  constructor(options: LeaseSchedulerOptions) {
    this.#options = options;
    const { bus, region, directory, clock, limits, random, createId, term } = options;
    this.#core = new SchedulerCore({ limits, random, createId, term, findSpec: (identity) => directory.find(identity)?.spec ?? undefined });
    this.#traces = new LeaseTraces(options.tracing);
    this.#runner = new CoreRunner({ core: this.#core, bus, region, clock, logger: options.logger, metrics: options.metrics, traces: this.#traces });
    this.#changes = directory.onChange((identity) => this.#runner.run((core, nowMs) => core.functionChanged(identity, nowMs)));
    this.#subscriptions = [
      bus.subscribe(internalSubjects.acquireLease(region), (message) => this.#acquire(message)),
      bus.subscribe(internalSubjects.releaseLease(region), (message) => this.#release(message)),
      bus.subscribe(internalSubjects.prepareVersion(region), (message) => void this.#prepare(message)),
      bus.subscribe(internalSubjects.describeProvisioning(region), (message) => this.#describeProvisioning(message)),
      bus.subscribe(internalSubjects.agentReport(region), (message) => this.#report(message)),
      bus.subscribe(internalSubjects.holderAlive(region), (message) => this.#holderAlive(message)),
    ];
    // Agents that were there before need not be waited for until their next report.
    this.#runner.publish(internalSubjects.reportNow(region), Buffer.alloc(0));
    this.#tick();
    this.rebuilt = this.#rebuild();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#ticking?.[Symbol.dispose]();
    this.#changes[Symbol.dispose]();
    this.#concurrency?.[Symbol.dispose]();
    for (const subscription of this.#subscriptions) await subscription[Symbol.asyncDispose]();
  }

  async #rebuild(): Promise<void> {
    const { directory, membership, clock } = this.#options;
    const startedMs = clock.monotonicMs();
    const known = await membership.list().catch((error: unknown) => {
      // Without the list an agent may be missed at first; its next report brings it. Granting nothing for ever would be worse.
      this.#options.logger.warn("known agents not readable", { error: PlatformError.from(error) });
      return [];
    });
    await directory.caughtUp;
    if (this.#stopped) return;
    this.#concurrency = new ConcurrencyWatch(directory, (change) => this.#runner.run((core, nowMs) => core.concurrencyChanged(change, nowMs)));
    const missing = (): readonly string[] => known.filter((agentId) => !this.#core.cluster.agents.has(agentId));
    while (missing().length > 0 && clock.monotonicMs() - startedMs < rebuildMsMax && !this.#stopped) await this.#nextReport();
    for (const agentId of missing()) void membership.leave(agentId);
    if (!this.#stopped) this.#runner.run((core, nowMs) => core.open(nowMs));
  }

  #nextReport(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#options.clock.after(tickEveryMs, () => wake());
      const wake = (): void => {
        timer[Symbol.dispose]();
        this.#reportWaiters.delete(wake);
        resolve();
      };
      this.#reportWaiters.add(wake);
    });
  }

  #acquire(message: BusMessage): void {
    const decoded = this.#decode(message, () => schedulerCodecs.acquire.request.decode(message.data));
    if (decoded === undefined) return;
    const request = waitingRequest(decoded, message.replyTo, this.#options.clock.monotonicMs());
    if (request === undefined) return;
    this.#traces.begin(request, decoded.trace_parent);
    this.#runner.run((core, nowMs) => core.acquire(request, nowMs));
  }

  #release(message: BusMessage): void {
    const request = this.#decode(message, () => schedulerCodecs.release.request.decode(message.data));
    if (request === undefined) return;
    if (request.request_id !== "") this.#traces.end(this.#core.waiting.find(request.request_id, request.holder_id), "withdrawn");
    this.#runner.run((core, nowMs) => core.release(request.holder_id, { leaseId: request.lease_id, requestId: request.request_id }, nowMs));
    if (message.replyTo !== undefined) this.#runner.publish(message.replyTo, schedulerCodecs.release.response.encode({}));
  }

  async #prepare(message: BusMessage): Promise<void> {
    const { bus, region, clock, logger } = this.#options;
    try {
      const reply = await prepareVersion(message.data, { bus, region, clock, agents: () => [...this.#core.cluster.agents.values()] });
      if (message.replyTo !== undefined) this.#runner.publish(message.replyTo, schedulerCodecs.prepare.response.encode(reply));
    } catch (error) {
      logger.warn("version not prepared", { error: error instanceof Error ? error : String(error) });
    }
  }

  #describeProvisioning(message: BusMessage): void {
    const reply = this.#decode(message, () =>
      describeProvisioning(message.data, this.#options.directory, (identity) => this.#core.provisioningProgress(identity)),
    );
    if (reply !== undefined && message.replyTo !== undefined) {
      this.#runner.publish(message.replyTo, schedulerCodecs.describeProvisioning.response.encode(reply));
    }
  }

  #report(message: BusMessage): void {
    const report = this.#decode(message, () => schedulerCodecs.report.request.decode(message.data));
    if (report === undefined || report.agent_id === "") return;
    this.#runner.run((core, nowMs) => core.reported(report, nowMs));
    this.#rememberMember(report.agent_id, report.leaving);
    // An agent that hears no scheduler for 10 s takes no new placements.
    if (message.replyTo !== undefined) this.#runner.publish(message.replyTo, schedulerCodecs.report.response.encode({}));
    for (const wake of [...this.#reportWaiters]) wake();
  }

  #rememberMember(agentId: string, leaving: boolean): void {
    if (leaving) {
      if (this.#members.delete(agentId)) void this.#options.membership.leave(agentId);
    } else if (!this.#members.has(agentId)) {
      this.#members.add(agentId);
      void this.#options.membership.join(agentId);
    }
  }

  #holderAlive(message: BusMessage): void {
    const heartbeat = this.#decode(message, () => schedulerCodecs.holderAlive.request.decode(message.data));
    if (heartbeat !== undefined) this.#runner.run((core, nowMs) => core.holderAlive(heartbeat.holder_id, nowMs));
  }

  #tick(): void {
    this.#concurrency?.look();
    this.#runner.run((core, nowMs) => core.tick(nowMs));
    for (const agentId of this.#members) if (!this.#core.cluster.agents.has(agentId)) this.#rememberMember(agentId, true);
    this.#ticking = this.#options.clock.after(tickEveryMs, () => this.#tick());
  }

  #decode<T>(message: BusMessage, decode: () => T): T | undefined {
    try {
      return decode();
    } catch {
      this.#options.logger.warn("message not readable", { subject: message.subject });
      return undefined;
    }
  }
}

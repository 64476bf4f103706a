import type { Bus, BusMessage } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import type { Lease__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/Lease";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { agentService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import type { Clock } from "@mayfly/kernel/clock";
import { silentLogger } from "@mayfly/telemetry/logger";
import type { IncomingInvocation } from "./agent-channel.ts";
import { serveInvocations } from "./agent-half.ts";

const codecs = { place: methodCodec(agentService, "Place"), retire: methodCodec(agentService, "Retire"), report: methodCodec(agentService, "Report").request };

interface StubEnvironment {
  readonly environmentId: string;
  readonly spec: FunctionSpec__Output;
  lease: Lease__Output;
  holderId: string;
  busy: boolean;
  retire: boolean;
}

/** How a stub agent behaves. */
export interface StubAgentOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly agentId: string;
  readonly clock: Clock;
  readonly memoryMib?: number;
  /** Milliseconds that starting an environment takes. */
  readonly initMs?: number;
  /** Answers an accepted invocation; by default with its own event. */
  readonly onInvocation?: (invocation: IncomingInvocation, finish: () => void) => void;
}

/**
 * A worker without sandboxes, for tests and benchmarks: it keeps the contract of the agent (DESIGN §4) to the letter and
 * notes every breach by others: two invocations in one environment at a time, or one under an old epoch.
 */
export class StubAgent implements AsyncDisposable {
  readonly environments = new Map<string, StubEnvironment>();
  readonly breaches: string[] = [];
  /** The most environments of one function that ran at a time. */
  peakBusy = 0;
  placements = 0;
  invocations = 0;
  fenced = 0;
  /** While set, nothing is reported: as if the agent hung. */
  mute = false;
  readonly #options: StubAgentOptions;
  readonly #subscriptions: AsyncDisposable[];
  #reportNumber = 0;
  #timer: Disposable | undefined;

  constructor(options: StubAgentOptions) {
    this.#options = options;
    const { bus, region, agentId, clock } = options;
    this.#subscriptions = [
      bus.subscribe(internalSubjects.place(region, agentId), (message) => this.#place(message)),
      bus.subscribe(internalSubjects.reportNow(region), () => this.report()),
      bus.subscribe(internalSubjects.retire(region, agentId), (message) => this.#retire(message)),
      serveInvocations({ bus, region, agentId, clock, logger: silentLogger, onInvocation: (invocation) => this.#invoke(invocation) }),
    ];
    this.#beat();
  }

  report(leaving = false): void {
    if (this.mute) return;
    const { bus, region, agentId } = this.#options;
    this.#reportNumber += 1;
    const environments = [...this.environments.values()].map(({ environmentId, spec, lease, holderId, busy }) => ({
      environment_id: environmentId,
      identity: spec.identity,
      generation: spec.generation,
      state: busy ? "busy" : "idle",
      lease_id: lease.lease_id,
      holder_id: holderId,
      epoch_term: lease.epoch_term,
      epoch_counter: lease.epoch_counter,
      memory_mib: spec.memory_mib,
    }));
    bus.publish(
      internalSubjects.agentReport(region),
      codecs.report.encode({
        agent_id: agentId,
        memory_mib: this.#options.memoryMib ?? 4_096,
        architecture: "x86_64",
        accepting: true,
        report_number: this.#reportNumber,
        environments,
        leaving,
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer?.[Symbol.dispose]();
    for (const subscription of this.#subscriptions) await subscription[Symbol.asyncDispose]();
  }

  #beat(): void {
    this.report();
    this.#timer = this.#options.clock.after(1_000, () => this.#beat());
  }

  #place(message: BusMessage): void {
    const { spec, lease, holder_id } = codecs.place.request.decode(message.data);
    if (!spec || !lease) return;
    const known = this.environments.get(lease.environment_id);
    if (known !== undefined) {
      if (isNewer(lease, known.lease)) {
        known.lease = lease;
        known.holderId = holder_id;
        return this.#answerPlace(message, "");
      }
      return this.#answerPlace(message, "LeaseFenced");
    }
    this.placements += 1;
    const start = (): void => {
      this.environments.set(lease.environment_id, { environmentId: lease.environment_id, spec, lease, holderId: holder_id, busy: false, retire: false });
      this.#answerPlace(message, "");
      this.report();
    };
    if (this.#options.initMs === undefined) start();
    else this.#options.clock.after(this.#options.initMs, start);
  }

  #answerPlace(message: BusMessage, failureCode: string): void {
    if (message.replyTo === undefined) return;
    this.#options.bus.publish(
      message.replyTo,
      codecs.place.response.encode({ failure_code: failureCode, failure_message: failureCode, init_ms: 1, prewarmed: true }),
    );
  }

  #retire(message: BusMessage): void {
    const { environment_ids, identity, older_than_generation } = codecs.retire.request.decode(message.data);
    for (const environment of this.environments.values()) {
      const { spec } = environment;
      const sameFunction =
        identity !== null &&
        identity?.function_name === spec.identity?.function_name &&
        (older_than_generation === 0 || spec.generation < older_than_generation);
      if (!sameFunction && !environment_ids.includes(environment.environmentId)) continue;
      if (environment.busy) environment.retire = true;
      else this.environments.delete(environment.environmentId);
    }
    this.report();
  }

  #invoke(invocation: IncomingInvocation): void {
    const { start } = invocation;
    const environment = this.environments.get(start.environment_id);
    if (environment === undefined) return invocation.refuse("EnvironmentGone");
    if (
      environment.lease.lease_id !== start.lease_id ||
      environment.lease.epoch_counter !== start.epoch_counter ||
      environment.lease.epoch_term !== start.epoch_term
    ) {
      this.fenced += 1;
      return invocation.refuse("LeaseFenced");
    }
    if (environment.busy) this.breaches.push(`two invocations in ${start.environment_id}`);
    environment.busy = true;
    this.invocations += 1;
    invocation.accept();
    this.peakBusy = Math.max(this.peakBusy, [...this.environments.values()].filter((other) => other.busy).length);
    const finish = (): void => this.#finished(environment);
    if (this.#options.onInvocation !== undefined) return this.#options.onInvocation(invocation, finish);
    echo(invocation, finish);
  }

  #finished(environment: StubEnvironment): void {
    environment.busy = false;
    if (!environment.retire) return;
    this.environments.delete(environment.environmentId);
    this.report();
  }
}

/** Answers with the event, in one frame. */
export function echo(invocation: IncomingInvocation, finish: () => void): void {
  const answer = (payload: Buffer): void => {
    finish();
    invocation.answer({
      head: { content_type: "application/json", streaming: false },
      payload,
      end: { function_error: "" },
      done: { duration_ms: 1, billed_ms: 1, memory_max_mib: 40, reusable: true, log_tail: invocation.start.log_tail ? Buffer.from("REPORT") : Buffer.alloc(0) },
    });
  };
  if (invocation.payload instanceof Promise) void invocation.payload.then(answer);
  else answer(invocation.payload);
}

function isNewer(a: Lease__Output, b: Lease__Output): boolean {
  return a.epoch_term > b.epoch_term || (a.epoch_term === b.epoch_term && a.epoch_counter > b.epoch_counter);
}

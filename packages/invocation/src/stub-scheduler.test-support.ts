import type { Bus } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import type { AcquireLeaseReply } from "@mayfly/contracts/generated/mayfly/scheduler/v1/AcquireLeaseReply";
import type { AcquireLeaseRequest__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/AcquireLeaseRequest";
import type { ReleaseLeaseRequest__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/ReleaseLeaseRequest";
import { agentService, schedulerService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { functionVersion } from "./stub-directory.test-support.ts";

const codecs = {
  acquire: methodCodec(schedulerService, "AcquireLease"),
  release: methodCodec(schedulerService, "ReleaseLease").request,
  place: methodCodec(agentService, "Place").request,
};

/** How a stub scheduler behaves. */
export interface StubSchedulerOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly agentId: string;
  /** Answers a request in its own way; by default each gets a lease on a new environment of the agent. */
  readonly onAcquire?: (request: AcquireLeaseRequest__Output, grant: () => void, answer: (reply: AcquireLeaseReply) => void) => void;
}

/** Grants every request a lease on an environment of its own, on one agent: for tests and benchmarks of the invoker alone. */
export class StubScheduler implements AsyncDisposable {
  readonly acquired: AcquireLeaseRequest__Output[] = [];
  readonly released: ReleaseLeaseRequest__Output[] = [];
  readonly #subscriptions: readonly AsyncDisposable[];
  #counter = 0;

  constructor(options: StubSchedulerOptions) {
    const { bus, region } = options;
    this.#subscriptions = [
      bus.subscribe(internalSubjects.acquireLease(region), ({ data, replyTo }) => {
        const request = codecs.acquire.request.decode(data);
        this.acquired.push(request);
        const answer = (reply: AcquireLeaseReply): void => bus.publish(replyTo ?? "", codecs.acquire.response.encode(reply));
        const grant = (): void => this.#grant(options, request, answer);
        if (options.onAcquire === undefined) grant();
        else options.onAcquire(request, grant, answer);
      }),
      bus.subscribe(internalSubjects.releaseLease(region), ({ data }) => void this.released.push(codecs.release.decode(data))),
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const subscription of this.#subscriptions) await subscription[Symbol.asyncDispose]();
  }

  #grant(options: StubSchedulerOptions, request: AcquireLeaseRequest__Output, answer: (reply: AcquireLeaseReply) => void): void {
    this.#counter += 1;
    const lease = {
      lease_id: `lease-${this.#counter}`,
      epoch_term: 1,
      epoch_counter: this.#counter,
      agent_id: options.agentId,
      environment_id: `environment-${this.#counter}`,
      generation: request.generation,
    };
    const identity = {
      region: options.region,
      account: request.identity?.account ?? "",
      functionName: request.identity?.function_name ?? "",
      version: request.identity?.version ?? "",
    };
    const spec = functionVersion(identity, request.generation).spec;
    void options.bus
      .request(internalSubjects.place(options.region, options.agentId), codecs.place.encode({ spec, lease, holder_id: request.holder_id }), {
        timeoutMs: 1_000,
      })
      .then(() => answer({ lease }));
  }
}

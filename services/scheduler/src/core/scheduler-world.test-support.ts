import type { AgentReport__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentReport";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import { functionVersion, identityOf } from "@mayfly/invocation/stub-directory.test-support";
import { seededRandom } from "@mayfly/testkit/seeded-random";
import type { Effect } from "./effects.ts";
import type { ProvisionedVersion } from "./provisioning.ts";
import { SchedulerCore } from "./scheduler-core.ts";
import { defaultSchedulerLimits, type SchedulerLimits } from "./scheduler-limits.ts";
import { functionKeyOf } from "./version-identity.ts";
import type { WaitingRequest } from "./waiting-requests.ts";

/** A core in a world whose messages and time the test moves. */
export class World {
  readonly core: SchedulerCore;
  readonly specs = new Map<string, { generation: number; memoryMib: number }>();
  readonly log: Effect[] = [];
  nowMs = 0;
  readonly #provisioned = new Map<string, ProvisionedVersion>();
  #ids = 0;
  #reports = 0;

  constructor(limits: Partial<SchedulerLimits> = {}, seed = 1, open = true) {
    this.core = new SchedulerCore({
      limits: { ...defaultSchedulerLimits, ...limits },
      random: seededRandom(seed),
      createId: () => `id-${(this.#ids += 1)}`,
      term: 3,
      findSpec: (identity) => {
        const spec = this.specs.get(identityKey(identity));
        return spec === undefined ? undefined : (functionVersion(identity, spec.generation, spec.memoryMib).spec ?? undefined);
      },
    });
    if (open) this.core.open(0);
  }

  add(name: string, generation = 1, memoryMib = 128): FunctionIdentity {
    const identity = identityOf(name);
    this.specs.set(identityKey(identity), { generation, memoryMib });
    this.core.functionChanged(identity, this.nowMs);
    return identity;
  }

  agent(agentId: string, memoryMib = 1_024, environments: AgentReport__Output["environments"] = [], changes: Partial<AgentReport__Output> = {}): void {
    this.#reports += 1;
    this.core.reported(
      {
        agent_id: agentId,
        memory_mib: memoryMib,
        architecture: "x86_64",
        accepting: true,
        environments,
        report_number: this.#reports,
        leaving: false,
        ...changes,
      },
      this.nowMs,
    );
  }

  acquire(identity: FunctionIdentity, requestId: string, options: Partial<WaitingRequest> = {}): void {
    this.core.acquire(
      {
        requestId,
        holderId: "gateway-1",
        identity,
        key: identityKey(identity),
        generation: 1,
        deadlineAtMs: this.nowMs + 10_000,
        replyTo: requestId,
        ...options,
      },
      this.nowMs,
    );
  }

  /** What a function claims from now on; `provisioned` environments of the version itself. */
  claim(identity: FunctionIdentity, claim: { readonly reserved?: number; readonly provisioned?: number; readonly revision?: string }): void {
    const functionKey = functionKeyOf(identityKey(identity));
    const { reserved, provisioned = 0, revision = "" } = claim;
    this.#provisioned.delete(identityKey(identity));
    if (provisioned > 0) this.#provisioned.set(identityKey(identity), { identity, executions: provisioned, revision });
    const claims = [{ functionKey, account: identity.account, claim: { reserved, provisioned } }];
    this.core.concurrencyChanged({ claims, provisioned: [...this.#provisioned.values()] }, this.nowMs);
  }

  effects<Kind extends Effect["kind"]>(kind: Kind): readonly Extract<Effect, { kind: Kind }>[] {
    const taken = this.core.takeEffects();
    this.log.push(...taken);
    return taken.filter((effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind);
  }

  /** Every placement ordered so far succeeds. */
  placeAll(): void {
    for (const { environment, lease } of this.effects("place"))
      this.core.placed({ environmentId: environment.environmentId, leaseId: lease.leaseId }, this.nowMs);
  }
}

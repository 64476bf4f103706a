import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import { identityKey } from "@mayfly/domain/function-identity";
import { chooseWorker, type PlacementNeeds } from "./choose-worker.ts";
import type { Environment } from "./cluster.ts";
import type { CoreState } from "./core-state.ts";
import { makeRoom, type RoomNeeds } from "./make-room.ts";
import type { Retirement } from "./retirement.ts";
import type { WaitingRequest } from "./waiting-requests.ts";

/** What to start. */
export interface NewEnvironment {
  readonly identity: FunctionIdentity;
  readonly spec: FunctionSpec__Output;
  readonly holderId: string;
  /** Undefined if nobody waits for it: it is provisioned. */
  readonly request: WaitingRequest | undefined;
}

/** Starts environments where there is room, and sees to it that there is. */
export class Placements {
  readonly #state: CoreState;
  readonly #retirement: Retirement;
  /** By architecture, the memory for which this round of decisions has found no room. */
  readonly #noRoomMib = new Map<string, number>();

  constructor(state: CoreState, retirement: Retirement) {
    this.#state = state;
    this.#retirement = retirement;
  }

  /** Room may have come free: it is looked for anew. */
  newRound(): void {
    this.#noRoomMib.clear();
  }

  /** Puts an idle environment under a new lease; its agent has to confirm. */
  lease(environment: Environment, spec: FunctionSpec__Output, request: WaitingRequest): void {
    const lease = this.#state.leases.create(request.holderId);
    this.#state.cluster.step(environment, { kind: "lease", lease });
    this.#state.leases.add(lease, environment);
    this.#state.emit({ kind: "place", environment, lease, spec, request });
  }

  /** Orders a new environment; false if no worker has room, which has been asked for. */
  start({ identity, spec, holderId, request }: NewEnvironment, nowMs: number): boolean {
    const { cluster, leases, options } = this.#state;
    if (spec.memory_mib >= (this.#noRoomMib.get(spec.architecture) ?? Number.POSITIVE_INFINITY)) return false;
    const { placementsPerAgentMax, askAgainMs } = options.limits;
    const needs: PlacementNeeds = { memoryMib: spec.memory_mib, architecture: spec.architecture, placementsPerAgentMax, nowMs };
    const key = identityKey(identity);
    const agent = chooseWorker([...cluster.agents.values()], needs, options.random);
    if (agent === undefined) {
      this.#noRoomMib.set(spec.architecture, spec.memory_mib);
      this.#askForRoom({ ...needs, key, askAgainMs });
      return false;
    }
    const lease = leases.create(holderId);
    const facts = {
      environmentId: options.createId(),
      agentId: agent.agentId,
      key,
      account: identity.account,
      generation: spec.generation,
      memoryMib: spec.memory_mib,
      knownSinceMs: nowMs,
    };
    const environment = cluster.addEnvironment(facts, { kind: "placing", lease, fresh: true }, request === undefined);
    leases.add(lease, environment);
    this.#state.emit({ kind: "place", environment, lease, spec, request });
    return true;
  }

  #askForRoom(needs: RoomNeeds): void {
    const room = makeRoom(this.#state.cluster, needs);
    for (const environment of room.retire) this.#retirement.retire(environment, needs.nowMs);
    for (const environment of room.askBack) this.#state.askBack(environment, needs.nowMs);
  }
}

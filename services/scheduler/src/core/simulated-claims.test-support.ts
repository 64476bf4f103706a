import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { World } from "./scheduler-world.test-support.ts";

interface Claim {
  readonly reserved?: number;
  readonly provisioned: number;
}

/** Reservations and provisionings that change at random, and the check that no limit is exceeded. */
export class SimulatedClaims {
  readonly #world: World;
  readonly #functions: readonly FunctionIdentity[];
  readonly #options: { readonly accountMax: number; readonly random: () => number };
  readonly #claims = new Map<string, Claim>();
  readonly #running = new Map<string, number>();
  #pooled = 0;

  constructor(world: World, functions: readonly FunctionIdentity[], options: { readonly accountMax: number; readonly random: () => number }) {
    this.#world = world;
    this.#functions = functions;
    this.#options = options;
  }

  /** Now and then changes what one of the functions claims; only the last one is ever provisioned. */
  changeSometimes(): void {
    const { random } = this.#options;
    if (random() > 0.03) return;
    const index = Math.floor(random() * this.#functions.length);
    const identity = this.#functions[index];
    if (identity === undefined) return;
    const provisioned = index === this.#functions.length - 1 ? Math.floor(random() * 3) : 0;
    const reserved = random() < 0.4 ? undefined : Math.max(provisioned, Math.floor(random() * 5));
    const claim = { ...(reserved === undefined ? {} : { reserved }), provisioned };
    this.#claims.set(identity.functionName, claim);
    this.#world.claim(identity, claim);
    // A claim that has just ended makes its environments part of the pool.
    this.#pooled = Number.MAX_SAFE_INTEGER;
  }

  /** Limits that are exceeded. What ran before a limit was lowered may go on; nothing may be added to it. */
  exceeded(): readonly string[] {
    const exceeded: string[] = [];
    const counted = [...this.#world.core.cluster.environments.values()].filter(
      ({ state, provisioned }) => state.kind === "leased" || (state.kind === "placing" && !(provisioned && state.fresh)),
    );
    let claimed = 0;
    let pooled = 0;
    for (const { functionName } of this.#functions) {
      const own = counted.filter(({ functionKey }) => functionKey.endsWith(`/${functionName}`));
      const { reserved, provisioned } = this.#claims.get(functionName) ?? { reserved: undefined, provisioned: 0 };
      if (reserved !== undefined && own.length > Math.max(reserved, this.#running.get(functionName) ?? 0)) exceeded.push(`${functionName}: ${own.length}`);
      claimed += reserved ?? provisioned;
      if (reserved === undefined) pooled += own.filter((environment) => !environment.provisioned).length;
      this.#running.set(functionName, own.length);
    }
    if (pooled > Math.max(this.#options.accountMax - claimed, this.#pooled)) exceeded.push(`account: ${pooled}`);
    this.#pooled = pooled;
    return exceeded;
  }
}

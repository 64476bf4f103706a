import { randomUUID } from "node:crypto";
import type { InstalledRuntime, RuntimeCatalogue } from "@mayfly/runtimes/runtime-catalogue";
import type { Logger } from "@mayfly/telemetry/logger";
import { bootSandbox, type BootDependencies, type BootedSandbox } from "./boot-sandbox.ts";
import { starting, transition, type EnvironmentState } from "../core/environment-state.ts";
import { bootCommand, bootVariables } from "../core/function-variables.ts";
import { heapMibOf, memoryClassOf } from "../core/memory-class.ts";
import { PoolDemand } from "../core/pool-demand.ts";

/** What the pool works with. */
export interface PrewarmedPoolOptions extends BootDependencies {
  readonly runtimes: RuntimeCatalogue;
  readonly logger: Logger;
  /** Sandboxes kept at least for each runtime and memory class that is in use; 0 turns the pool off. */
  readonly sandboxesPerClass: number;
  /** Memory that all waiting sandboxes together may take, MiB; within it their number follows demand. */
  readonly memoryMib: number;
}

/** Only sandboxes with /tmp of the default size are kept ready. */
const pooledEphemeralMib = 512;
/** A class that nobody has asked for in this time is given up. */
const wantedForMs = 10 * 60_000;
const classesMax = 8;
const bootTimeoutMs = 10_000;
/** What a waiting sandbox of any class takes: the runtime's process after its boot (SPECIFICATION.md has the measured figure). */
const waitingMib = 32;
/** Booting the next sandbox would take the processor from the first invocation of the one just taken. */
const refillPauseMs = 25;
/** How fast the remembered boot time follows new ones. */
const bootMsWeight = 0.2;

interface PooledSandbox {
  state: EnvironmentState;
  readonly booted: BootedSandbox;
}

interface PoolClass {
  readonly runtime: string;
  readonly memoryMib: number;
  wantedAtMs: number;
  readonly demand: PoolDemand;
  readonly sandboxes: PooledSandbox[];
}

/**
 * Sandboxes whose runtime has booted and waits for a function. Their number follows demand within a budget of memory;
 * they are booted one at a time, off the path of placements, and none serves twice.
 */
export class PrewarmedPool implements AsyncDisposable {
  readonly #options: PrewarmedPoolOptions;
  readonly #classes = new Map<string, PoolClass>();
  #refilling: Promise<void> | undefined;
  #refillTimer: Disposable | undefined;
  #bootMs = 50;
  readonly #closing = new AbortController();
  #isClosed = false;

  constructor(options: PrewarmedPoolOptions) {
    this.#options = options;
  }

  /** Sandboxes that could be bound now. */
  get size(): number {
    return [...this.#classes.values()].reduce((sum, poolClass) => sum + poolClass.sandboxes.filter((pooled) => pooled.state.kind === "ready").length, 0);
  }

  /** Takes a ready sandbox for a function of this size, if there is one, and remembers that such ones are wanted. */
  take(runtime: string, memoryMib: number, ephemeralMib: number): BootedSandbox | undefined {
    if (ephemeralMib !== pooledEphemeralMib) return undefined;
    const poolClass = this.want(runtime, memoryMib);
    poolClass?.demand.arrived(poolClass.wantedAtMs);
    const sandboxes = poolClass?.sandboxes ?? [];
    const place = sandboxes.findIndex((pooled) => pooled.state.kind === "ready");
    return place < 0 ? undefined : sandboxes.splice(place, 1)[0]?.booted;
  }

  /** Remembers that sandboxes of this kind are wanted. */
  want(runtime: string, memoryMib: number): PoolClass | undefined {
    if (this.#options.sandboxesPerClass === 0 || this.#options.runtimes.find(runtime)?.channel !== "framed") return undefined;
    const classMib = memoryClassOf(memoryMib);
    const key = `${runtime}/${classMib}`;
    const poolClass = this.#classes.get(key) ?? { runtime, memoryMib: classMib, wantedAtMs: 0, demand: new PoolDemand(), sandboxes: [] };
    poolClass.wantedAtMs = this.#options.clock.monotonicMs();
    this.#classes.set(key, poolClass);
    return poolClass;
  }

  /** Boots in the background what is missing and gives up what is no longer wanted. Resolves when that is done. */
  refill(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#refilling ??= this.#refillAll().finally(() => (this.#refilling = undefined));
    return this.#refilling;
  }

  /** Refills once what has just been placed has had its first moments to itself. */
  refillSoon(): void {
    if (this.#isClosed) return;
    this.#refillTimer ??= this.#options.clock.after(refillPauseMs, () => {
      this.#refillTimer = undefined;
      void this.refill();
    });
  }

  /** Gives up every sandbox at once, to make room. */
  async shrink(): Promise<void> {
    const given = [...this.#classes.values()].flatMap((poolClass) => poolClass.sandboxes.splice(0));
    await Promise.all(given.map((pooled) => this.#end(pooled)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#closing.abort();
    this.#refillTimer?.[Symbol.dispose]();
    await this.#refilling;
    await this.shrink();
    this.#classes.clear();
  }

  async #refillAll(): Promise<void> {
    await this.#giveUp();
    for (let next = this.#missing(); next !== undefined && !this.#isClosed; next = this.#missing()) {
      try {
        await this.#add(next);
      } catch (error) {
        if (this.#isClosed) return;
        this.#options.logger.warn("prewarmed sandbox not booted", { runtime: next.runtime, error: error instanceof Error ? error : String(error) });
        return;
      }
    }
  }

  /** The class that lacks most of what it should hold; undefined if none does, or the budget is used up. */
  #missing(): PoolClass | undefined {
    const classes = [...this.#classes.values()];
    const held = classes.reduce((sum, { sandboxes }) => sum + sandboxes.length, 0);
    const lacking = classes.map((poolClass) => ({ poolClass, lacks: this.#target(poolClass) - poolClass.sandboxes.length })).filter(({ lacks }) => lacks > 0);
    const most = lacking.toSorted((a, b) => b.lacks - a.lacks)[0]?.poolClass;
    if (most === undefined) return undefined;
    const withinBudget = (held + 1) * waitingMib <= this.#options.memoryMib;
    // Below its least a class is filled in any case: the budget bounds what demand adds.
    return withinBudget ? most : lacking.find(({ poolClass }) => poolClass.sandboxes.length < this.#options.sandboxesPerClass)?.poolClass;
  }

  #target({ demand }: PoolClass): number {
    return Math.max(this.#options.sandboxesPerClass, demand.wanted(this.#options.clock.monotonicMs(), this.#bootMs));
  }

  /** Ends the sandboxes of classes that nobody has asked for in a while, and those that demand no longer calls for. */
  async #giveUp(): Promise<void> {
    const oldestMs = this.#options.clock.monotonicMs() - wantedForMs;
    const byUse = [...this.#classes.entries()].toSorted(([, a], [, b]) => b.wantedAtMs - a.wantedAtMs);
    for (const [rank, [key, poolClass]] of byUse.entries()) {
      const isWanted = rank < classesMax && poolClass.wantedAtMs >= oldestMs;
      if (!isWanted) this.#classes.delete(key);
      const surplus = poolClass.sandboxes.splice(isWanted ? this.#target(poolClass) : 0);
      await Promise.all(surplus.map((pooled) => this.#end(pooled)));
    }
  }

  async #add(poolClass: PoolClass): Promise<void> {
    const { clock } = this.#options;
    const runtime = await this.#options.runtimes.ensure(poolClass.runtime, this.#closing.signal);
    const startedMs = clock.monotonicMs();
    const booted = await bootSandbox(this.#options, bootRequest(runtime, poolClass.memoryMib));
    const pooled: PooledSandbox = { state: starting, booted };
    poolClass.sandboxes.push(pooled);
    void booted.sandbox.exited.then(() => this.#drop(poolClass, pooled));
    using _deadline = clock.after(bootTimeoutMs, () => booted.sandbox.kill());
    try {
      await booted.session.booted;
    } catch (error) {
      // Its exit takes it out of the pool.
      booted.sandbox.kill();
      throw error;
    }
    this.#bootMs += bootMsWeight * (clock.monotonicMs() - startedMs - this.#bootMs);
    pooled.state = transition(pooled.state, { kind: "boot" }) ?? pooled.state;
  }

  /** A pooled sandbox that ends by itself is no longer there; one that was taken is not the pool's any more. */
  #drop(poolClass: PoolClass, pooled: PooledSandbox): void {
    const place = poolClass.sandboxes.indexOf(pooled);
    if (place < 0) return;
    poolClass.sandboxes.splice(place, 1);
    void this.#end(pooled);
  }

  async #end(pooled: PooledSandbox): Promise<void> {
    pooled.state = transition(pooled.state, { kind: "retire", reason: "pool" }) ?? pooled.state;
    try {
      await pooled.booted[Symbol.asyncDispose]();
    } catch (error) {
      this.#options.logger.warn("prewarmed sandbox not removed", { error: error instanceof Error ? error : String(error) });
    }
  }
}

function bootRequest(runtime: InstalledRuntime, memoryMib: number): Parameters<typeof bootSandbox>[1] {
  return {
    sandboxId: randomUUID(),
    runtime,
    command: [...bootCommand(runtime.manifest, { heapMib: heapMibOf(memoryMib), handler: "" }, {}), "prewarm"],
    variables: bootVariables(runtime.manifest),
    memoryMib,
    ephemeralMib: pooledEphemeralMib,
    afterBind: false,
  };
}

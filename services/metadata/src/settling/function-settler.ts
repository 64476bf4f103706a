import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";
import { isUnsettled, type FunctionEvent } from "@mayfly/domain/function-state";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { advanceRecord } from "../core/advance-function.ts";
import { functionSpec } from "../core/function-version.ts";
import type { FunctionStore } from "../ports/function-store.ts";
import type { VersionPreparer } from "../ports/version-preparer.ts";
import type { RegionGates } from "./region-gates.ts";
import { Wakeup } from "./wakeup.ts";

/** What a settler needs. */
export interface FunctionSettlerOptions {
  readonly store: FunctionStore;
  readonly preparer: VersionPreparer;
  readonly gates: RegionGates;
  readonly clock: Clock;
  readonly newRevisionId: () => string;
  readonly logger: Logger;
  /** Told when a function is Active or Failed, or an update Successful or Failed. */
  readonly onSettled: (record: FunctionRecord, event: FunctionEvent) => void;
}

const retryMs = { first: 20, max: 1000 } as const;

type LifeEvent = Exclude<FunctionEvent, { readonly name: "update" }>;

/** One function under way. */
interface Task {
  /** Ends the wait under way, because the function has changed. */
  interrupt: AbortController;
  /** Look once more before ending. */
  again: boolean;
}

/**
 * Brings functions from Pending to Active and updates from InProgress to Successful: prepare, tell everybody, settle.
 * All it knows is read from the store, so it can be interrupted anywhere and start anew in another process; two at once
 * are harmless, since each step is conditional.
 */
export class FunctionSettler implements AsyncDisposable {
  readonly #options: FunctionSettlerOptions;
  readonly #tasks = new Map<string, Task>();
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: FunctionSettlerOptions) {
    this.#options = options;
  }

  /** Functions under way in this process. */
  get underWay(): number {
    return this.#tasks.size;
  }

  isUnderWay(identity: FunctionIdentity): boolean {
    return this.#tasks.has(identityKey(identity));
  }

  /** Looks after the function or version from now on until it is settled. To be called after every change. */
  settle(identity: FunctionIdentity): void {
    if (this.#closing.signal.aborted) return;
    const id = identityKey(identity);
    const known = this.#tasks.get(id);
    if (known !== undefined) {
      known.again = true;
      known.interrupt.abort();
      return;
    }
    const task: Task = { interrupt: new AbortController(), again: false };
    this.#tasks.set(id, task);
    const run = this.#run(identity, task).finally(() => {
      this.#tasks.delete(id);
      this.#running.delete(run);
      if (task.again) this.settle(identity);
    });
    this.#running.add(run);
  }

  /** Looks anew at everything of a function that is under way: after its end. */
  settleAll({ region, account, functionName }: FunctionKey): void {
    const prefix = identityKey({ region, account, functionName, version: "" });
    for (const [id, task] of this.#tasks) {
      if (!id.startsWith(prefix)) continue;
      task.again = true;
      task.interrupt.abort();
    }
  }

  async #run(identity: FunctionIdentity, task: Task): Promise<void> {
    for (let failures = 0; !this.#closing.signal.aborted;) {
      task.again = false;
      task.interrupt = new AbortController();
      const signal = AbortSignal.any([task.interrupt.signal, this.#closing.signal]);
      try {
        if (!(await this.#step(identity, signal))) return;
        failures = 0;
      } catch (error) {
        if (!PlatformError.from(error).retryable || isOurMistake(error)) {
          this.#options.logger.error("function cannot be settled", { functionName: identity.functionName, version: identity.version, error: asError(error) });
          return;
        }
        failures += 1;
        await new Wakeup(this.#options.clock).sleep(Math.min(retryMs.first * 2 ** Math.min(failures - 1, 10), retryMs.max), signal);
      }
    }
  }

  /** One look and one step; false if there is nothing more to do. */
  async #step(identity: FunctionIdentity, signal: AbortSignal): Promise<boolean> {
    const record = await this.#options.store.find(identity);
    if (record === undefined || !isUnsettled(record.state)) return false;
    const event = await this.#nextEvent(record, signal);
    if (event === undefined) return true;
    const next = advanceRecord(record, event, this.#options.newRevisionId());
    if (next === undefined) return true;
    const outcome = await this.#options.store.advance(next, record.sequence);
    if (outcome.kind !== "written") return true;
    if (isUnsettled(next.state)) return true;
    this.#options.onSettled({ ...next, generation: record.generation, sequence: outcome.sequence }, event);
    return true;
  }

  /** Waits for what the state waits for; undefined if it was interrupted. */
  async #nextEvent(record: FunctionRecord, signal: AbortSignal): Promise<LifeEvent | undefined> {
    if (record.state.name === "activating" || record.state.name === "switching") {
      const gate = await this.#options.gates.of(record.region);
      await gate.waitFor(record.sequence, signal);
      return signal.aborted ? undefined : { name: "acknowledged" };
    }
    const outcome = await unlessAborted(this.#options.preparer.prepare(functionSpec(record, record)), signal);
    if (outcome === undefined) return undefined;
    return outcome.kind === "ready" ? { name: "prepared" } : { name: "preparation-failed", code: outcome.code, reason: outcome.reason };
  }

  /** Lets go of everything; what is unfinished stays so in the store, for the next process. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }
}

/** Of the retryable errors only those of a missing peer are worth another try; Service is how unexpected ones look. */
function isOurMistake(error: unknown): boolean {
  return !(error instanceof PlatformError) || error.code === "Service";
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The promise's value, or undefined as soon as the signal is aborted. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  if (signal.aborted) return undefined;
  const aborted = Promise.withResolvers<undefined>();
  const abort = () => aborted.resolve(undefined);
  signal.addEventListener("abort", abort, { once: true });
  promise.catch(() => undefined); // an abandoned preparation may fail later
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

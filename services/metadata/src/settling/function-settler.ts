import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";
import { isUnsettled, type FunctionEvent } from "@mayfly/domain/function-state";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { advanceRecord } from "../core/advance-function.ts";
import { functionSpec } from "../core/function-version.ts";
import type { FunctionStore } from "../ports/function-store.ts";
import type { VersionPreparer } from "../ports/version-preparer.ts";
import type { RegionGates } from "./region-gates.ts";
import { SettlingTasks } from "./settling-tasks.ts";

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

type LifeEvent = Exclude<FunctionEvent, { readonly name: "update" }>;

/**
 * Brings functions from Pending to Active and updates from InProgress to Successful: prepare, tell everybody, settle.
 * All it knows is read from the store, so it can be interrupted anywhere and start anew in another process; two at once
 * are harmless, since each step is conditional.
 */
export class FunctionSettler implements AsyncDisposable {
  readonly #options: FunctionSettlerOptions;
  readonly #tasks: SettlingTasks<FunctionIdentity>;

  constructor(options: FunctionSettlerOptions) {
    this.#options = options;
    this.#tasks = new SettlingTasks({
      clock: options.clock,
      logger: options.logger,
      idOf: identityKey,
      step: (identity, signal) => this.#step(identity, signal),
      describeFailure: ({ functionName, version }) => ["function cannot be settled", { functionName, version }],
    });
  }

  /** Functions under way in this process. */
  get underWay(): number {
    return this.#tasks.underWay;
  }

  isUnderWay(identity: FunctionIdentity): boolean {
    return this.#tasks.isUnderWay(identity);
  }

  /** Looks after the function or version from now on until it is settled. To be called after every change. */
  settle(identity: FunctionIdentity): void {
    this.#tasks.settle(identity);
  }

  /** Looks anew at everything of a function that is under way: after its end. */
  settleAll({ region, account, functionName }: FunctionKey): void {
    this.#tasks.settleAll(identityKey({ region, account, functionName, version: "" }));
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
    await this.#tasks[Symbol.asyncDispose]();
  }
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

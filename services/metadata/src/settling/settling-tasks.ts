import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { LogFields, Logger } from "@mayfly/telemetry/logger";
import { Wakeup } from "./wakeup.ts";

/** What brings one kind of thing to its end. */
export interface SettlingTasksOptions<Identity> {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Tells identities apart. */
  readonly idOf: (identity: Identity) => string;
  /** One look and one step; false if there is nothing more to do. To end soon once the signal is aborted. */
  readonly step: (identity: Identity, signal: AbortSignal) => Promise<boolean>;
  /** Message and fields of the log where something cannot be settled. */
  readonly describeFailure: (identity: Identity) => readonly [message: string, fields: LogFields];
}

const retryMs = { first: 20, max: 1000 } as const;

/** One thing under way. */
interface Task {
  /** Ends the wait under way, because the thing has changed. */
  interrupt: AbortController;
  /** Look once more before ending. */
  again: boolean;
}

/**
 * Takes things step by step to where nothing more is to be done, each in a task of its own, and tries again while a peer is missing.
 * Steps read all they know from the store, so a task can be interrupted anywhere and start anew in another process.
 */
export class SettlingTasks<Identity> implements AsyncDisposable {
  readonly #options: SettlingTasksOptions<Identity>;
  readonly #tasks = new Map<string, Task>();
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: SettlingTasksOptions<Identity>) {
    this.#options = options;
  }

  /** Things under way in this process. */
  get underWay(): number {
    return this.#tasks.size;
  }

  isUnderWay(identity: Identity): boolean {
    return this.#tasks.has(this.#options.idOf(identity));
  }

  /** Looks after the thing from now on until it is settled. To be called after every change. */
  settle(identity: Identity): void {
    if (this.#closing.signal.aborted) return;
    const id = this.#options.idOf(identity);
    const known = this.#tasks.get(id);
    if (known !== undefined) {
      restart(known);
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

  /** Looks anew at everything under way whose id begins so. */
  settleAll(prefix: string): void {
    for (const [id, task] of this.#tasks) if (id.startsWith(prefix)) restart(task);
  }

  async #run(identity: Identity, task: Task): Promise<void> {
    const { clock, logger, step, describeFailure } = this.#options;
    for (let failures = 0; !this.#closing.signal.aborted;) {
      task.again = false;
      task.interrupt = new AbortController();
      const signal = AbortSignal.any([task.interrupt.signal, this.#closing.signal]);
      try {
        if (!(await step(identity, signal))) return;
        failures = 0;
      } catch (error) {
        if (!PlatformError.from(error).retryable || isOurMistake(error)) {
          const [message, fields] = describeFailure(identity);
          logger.error(message, { ...fields, error: asError(error) });
          return;
        }
        failures += 1;
        await new Wakeup(clock).sleep(Math.min(retryMs.first * 2 ** Math.min(failures - 1, 10), retryMs.max), signal);
      }
    }
  }

  /** Lets go of everything; what is unfinished stays so in the store, for the next process. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }
}

function restart(task: Task): void {
  task.again = true;
  task.interrupt.abort();
}

/** Of the retryable errors only those of a missing peer are worth another try; Service is how unexpected ones look. */
function isOurMistake(error: unknown): boolean {
  return !(error instanceof PlatformError) || error.code === "Service";
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

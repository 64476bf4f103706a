interface Waiting {
  readonly admit: () => void;
  readonly refuse: () => void;
}

/** What a gate is held to. */
export interface AdmissionLimits {
  /** Tasks that run at the same time. */
  readonly running: number;
  /** Tasks that may wait beside them. */
  readonly waiting: number;
  readonly waitMs: number;
  /** What a task that does not get in fails with. */
  readonly refusal: () => Error;
}

/** Runs a bounded number of tasks at a time, first come, first served; more, and longer waiting, is refused. */
export class AdmissionGate {
  readonly #limits: AdmissionLimits;
  readonly #queue: Waiting[] = [];
  #running = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#limits.running) this.#running += 1;
    else await this.#wait();
    try {
      return await task();
    } finally {
      this.#leave();
    }
  }

  #wait(): Promise<void> {
    if (this.#queue.length >= this.#limits.waiting) throw this.#limits.refusal();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = {
      admit: () => {
        clearTimeout(timer);
        resolve();
      },
      refuse: () => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(this.#limits.refusal());
      },
    };
    const timer = setTimeout(waiting.refuse, this.#limits.waitMs);
    this.#queue.push(waiting);
    return promise;
  }

  /** The place goes straight to the next in line. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#running -= 1;
    else next.admit();
  }
}

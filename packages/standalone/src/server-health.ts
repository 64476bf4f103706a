import type { Clock } from "@mayfly/kernel/clock";

const answerMsMax = 2_000;

/** Whether the servers that a standalone Mayfly depends on answer now. */
export class ServerHealth {
  readonly #clock: Clock;
  readonly #servers = new Map<string, () => Promise<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Asks this server, too; `ask` rejects while it cannot be reached. */
  add(name: string, ask: () => Promise<unknown>): void {
    this.#servers.set(name, ask);
  }

  /** What is wrong, a sentence each; empty if all answer. Takes at most two seconds. */
  async reasons(): Promise<readonly string[]> {
    const asked = await Promise.all([...this.#servers].map(async ([name, ask]) => ((await this.#answers(ask)) ? [] : [`${name} does not answer.`])));
    return asked.flat();
  }

  /** Rejects with what is wrong. */
  async require(): Promise<void> {
    const reasons = await this.reasons();
    if (reasons.length > 0) throw new Error(reasons.join(" "));
  }

  async #answers(ask: () => Promise<unknown>): Promise<boolean> {
    const { promise: late, resolve } = Promise.withResolvers<false>();
    using _deadline = this.#clock.after(answerMsMax, () => resolve(false));
    const answer = ask().then(
      () => true,
      () => false,
    );
    return await Promise.race([answer, late]);
  }
}

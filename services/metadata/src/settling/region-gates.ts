import { AcknowledgementGate, type AcknowledgementGateOptions } from "./acknowledgement-gate.ts";

/** One acknowledgement gate for each region that this process has to do with, opened when first needed. */
export class RegionGates implements AsyncDisposable {
  readonly #options: Omit<AcknowledgementGateOptions, "region">;
  readonly #gates = new Map<string, Promise<AcknowledgementGate>>();
  readonly #opened = new Set<AcknowledgementGate>();

  constructor(options: Omit<AcknowledgementGateOptions, "region">) {
    this.#options = options;
  }

  /** Live watchers in all regions. */
  get watchers(): number {
    let count = 0;
    for (const gate of this.#opened) count += gate.watchers;
    return count;
  }

  /** The region's gate. Fails with ServiceUnavailable if the registry does not answer; the next call tries again. */
  async of(region: string): Promise<AcknowledgementGate> {
    const known = this.#gates.get(region);
    if (known !== undefined) return await known;
    const opening = AcknowledgementGate.open({ ...this.#options, region });
    this.#gates.set(region, opening);
    try {
      const gate = await opening;
      this.#opened.add(gate);
      return gate;
    } catch (error) {
      this.#gates.delete(region);
      throw error;
    }
  }

  /** Resolves when every live watcher has acknowledged `sequence`, at the latest after `waitMsMax`. Never fails. */
  async waitBriefly(region: string, sequence: number, waitMsMax: number): Promise<void> {
    const gate = await this.of(region).catch(() => undefined);
    const deadline = new AbortController();
    using _timer = this.#options.clock.after(waitMsMax, () => deadline.abort());
    await gate?.waitFor(sequence, deadline.signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gates = await Promise.allSettled(this.#gates.values());
    for (const gate of gates) if (gate.status === "fulfilled") await gate.value[Symbol.asyncDispose]();
  }
}

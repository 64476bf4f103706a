import type { Clock } from "@mayfly/kernel/clock";
import { logsDropped, type PlatformEvent } from "../core/platform-events.ts";
import type { TelemetryRequest, TelemetryType } from "./telemetry-request.ts";
import type { TelemetrySender } from "./telemetry-sender.ts";

/** Batches that wait beyond the one under way may hold so many times `maxBytes`; what does not fit is dropped and counted. */
const waitingFactor = 2;
/** What the batches of all environments of an agent may hold: subscribers that take nothing must not take its memory. */
const agentBytesMax = 64 * 1024 * 1024;
const retryMs = { first: 50, max: 5000 } as const;

/** Bytes that an agent's subscriptions hold together. */
export class TelemetryMemory {
  #bytes = 0;

  /** True, and counted, if there is room. */
  take(bytes: number): boolean {
    if (this.#bytes + bytes > agentBytesMax) return false;
    this.#bytes += bytes;
    return true;
  }

  free(bytes: number): void {
    this.#bytes -= bytes;
  }
}

/** One extension's subscription: gathers events into batches, and delivers one batch at a time until it has arrived. */
export class TelemetrySubscription implements Disposable {
  readonly request: TelemetryRequest;
  readonly #sender: TelemetrySender;
  readonly #clock: Clock;
  readonly #memory: TelemetryMemory;
  #events: string[] = [];
  #bytes = 0;
  #dropped = { records: 0, bytes: 0 };
  #timer: Disposable | undefined;
  #delivery: Promise<void> | undefined;
  #isClosed = false;

  constructor(telemetryRequest: TelemetryRequest, parts: { readonly sender: TelemetrySender; readonly clock: Clock; readonly memory: TelemetryMemory }) {
    this.request = telemetryRequest;
    this.#sender = parts.sender;
    this.#clock = parts.clock;
    this.#memory = parts.memory;
  }

  /** Adds an event of this type, JSON text, if it was subscribed to. */
  add(type: TelemetryType, event: string): void {
    if (this.#isClosed || !this.request.types.includes(type)) return;
    const { maxItems, maxBytes, timeoutMs } = this.request.buffering;
    const bytes = Buffer.byteLength(event);
    if (this.#bytes + bytes > waitingFactor * maxBytes || this.#events.length >= waitingFactor * maxItems || !this.#memory.take(bytes)) {
      this.#dropped = { records: this.#dropped.records + 1, bytes: this.#dropped.bytes + bytes };
      return;
    }
    this.#events.push(event);
    this.#bytes += bytes;
    if (this.#bytes >= maxBytes || this.#events.length >= maxItems) void this.flush();
    else this.#timer ??= this.#clock.after(timeoutMs, () => void this.flush());
  }

  /** Delivers what is there now; resolves when all of it has arrived, or the subscription has been closed. */
  async flush(): Promise<void> {
    this.#stopTimer();
    while ((this.#events.length > 0 || this.#delivery !== undefined) && !this.#isClosed) {
      this.#delivery ??= this.#deliver().finally(() => (this.#delivery = undefined));
      await this.#delivery;
    }
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#memory.free(this.#bytes);
    this.#events = [];
    this.#bytes = 0;
    this.#stopTimer();
    this.#sender[Symbol.dispose]();
  }

  async #deliver(): Promise<void> {
    const bytes = this.#bytes;
    try {
      await this.#sendUntilItArrives(this.#takeBatch());
    } finally {
      this.#memory.free(bytes);
    }
  }

  async #sendUntilItArrives(events: readonly string[]): Promise<void> {
    for (let pauseMs: number = retryMs.first; !this.#isClosed; pauseMs = Math.min(retryMs.max, 2 * pauseMs)) {
      try {
        return await this.#sender.send(events);
      } catch {
        // Nobody listens yet, or it does not take them: they are sent again, as AWS does.
        const { promise, resolve } = Promise.withResolvers<void>();
        using _pause = this.#clock.after(pauseMs, resolve);
        await promise;
      }
    }
  }

  #takeBatch(): readonly string[] {
    const events = this.#events;
    this.#events = [];
    this.#bytes = 0;
    if (this.#dropped.records === 0) return events;
    const event: PlatformEvent = logsDropped(this.#dropped.records, this.#dropped.bytes);
    this.#dropped = { records: 0, bytes: 0 };
    return [...events, JSON.stringify({ time: new Date(this.#clock.now()).toISOString(), type: event.type, record: event.record })];
  }

  #stopTimer(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }
}

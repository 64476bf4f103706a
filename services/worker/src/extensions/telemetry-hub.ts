import type { Clock } from "@mayfly/kernel/clock";
import { subscribed, type PlatformEvent } from "../core/platform-events.ts";
import type { OutputListener, OutputOrigin } from "../environment/function-output.ts";
import type { TelemetryApiName, TelemetryRequest, TelemetryType } from "./telemetry-request.ts";
import { createTelemetrySender, type ConnectInside } from "./telemetry-sender.ts";
import { TelemetryMemory, TelemetrySubscription } from "./telemetry-subscription.ts";

/** Why a subscription is not taken. */
export type SubscriptionRefusal = "closed" | "other-api";

/** What the older API knows of an event: its members. Of the newer one it is everything. */
const logsMembers: Readonly<Record<string, readonly string[]>> = {
  "platform.start": ["requestId", "version"],
  "platform.end": ["requestId"],
  "platform.report": ["requestId", "metrics", "tracing"],
  "platform.extension": ["name", "state", "events"],
  "platform.logsSubscription": ["name", "state", "types"],
  "platform.logsDropped": ["reason", "droppedRecords", "droppedBytes"],
};
const runtimeDoneMembers = ["requestId", "status"];
/** Events of the older API alone. */
const logsOnly = new Set(["platform.fault", "platform.logsSubscription"]);
const earlyEventsMax = 64;
/** All environments of this agent share it. */
const memory = new TelemetryMemory();

/** What the hub works with. */
export interface TelemetryHubOptions {
  readonly clock: Clock;
  readonly connect: ConnectInside;
}

/**
 * The telemetry of one environment, for the extensions in it. What the platform told before an extension subscribed, it gets when
 * it does, as on AWS; lines only from then on. Costs nothing after the init phase of an environment without subscribers.
 */
export class TelemetryHub implements OutputListener, Disposable {
  /** The function logs JSON lines, which subscribers get as objects. */
  logsJson = false;
  readonly #options: TelemetryHubOptions;
  readonly #subscriptions = new Map<string, TelemetrySubscription>();
  /** Undefined once nobody can subscribe any more. */
  #early: { readonly event: PlatformEvent; readonly time: string }[] | undefined = [];

  constructor(options: TelemetryHubOptions) {
    this.#options = options;
  }

  get wantsLines(): boolean {
    return this.#subscriptions.size > 0;
  }

  /** True if what the platform tells may be of interest to somebody. */
  get wantsEvents(): boolean {
    return this.#subscriptions.size > 0 || this.#early !== undefined;
  }

  onLines(origin: OutputOrigin, lines: readonly string[]): void {
    const time = this.#time();
    const subscriptions = [...this.#subscriptions.values()].filter((subscription) => subscription.request.types.includes(origin));
    // A line is made into an event once for each API, however many listen: functions may write much.
    for (const api of new Set(subscriptions.map((subscription) => subscription.request.api))) {
      const listening = subscriptions.filter((subscription) => subscription.request.api === api);
      for (const line of lines) {
        const event = JSON.stringify({ time, type: origin, record: this.#recordOf(api, line) });
        for (const subscription of listening) subscription.add(origin, event);
      }
    }
  }

  /** Passes an event on. */
  publish(event: PlatformEvent): void {
    const time = this.#time();
    if (this.#early !== undefined && this.#early.length < earlyEventsMax) this.#early.push({ event, time });
    for (const subscription of this.#subscriptions.values()) addPlatformEvent(subscription, event, time);
  }

  /** Subscribes an extension; what it had subscribed to before is replaced. */
  subscribe(extension: string, request: TelemetryRequest): SubscriptionRefusal | undefined {
    if (this.#early === undefined) return "closed";
    const before = this.#subscriptions.get(extension);
    if (before !== undefined && before.request.api !== request.api) return "other-api";
    const { clock, connect } = this.#options;
    const subscription = new TelemetrySubscription(request, { sender: createTelemetrySender(request.destination, connect), clock, memory });
    before?.[Symbol.dispose]();
    this.#subscriptions.set(extension, subscription);
    if (before === undefined) for (const { event, time } of this.#early) addPlatformEvent(subscription, event, time);
    this.publish(subscribed(request.api, extension, request.types));
    return undefined;
  }

  /** The init phase is over: nobody can subscribe any more. */
  close(): void {
    this.#early = undefined;
  }

  /** Delivers what is there; resolves when it has arrived. */
  async flush(): Promise<void> {
    await Promise.all([...this.#subscriptions.values()].map((subscription) => subscription.flush()));
  }

  [Symbol.dispose](): void {
    this.#early = undefined;
    for (const subscription of this.#subscriptions.values()) subscription[Symbol.dispose]();
    this.#subscriptions.clear();
  }

  #recordOf(api: TelemetryApiName, line: string): unknown {
    return (this.logsJson ? parseObject(line) : undefined) ?? (api === "logs" ? `${line}\n` : line);
  }

  #time(): string {
    return new Date(this.#options.clock.now()).toISOString();
  }
}

function addPlatformEvent(subscription: TelemetrySubscription, event: PlatformEvent, time: string): void {
  // The newer API has no such event.
  if (event.type === "platform.report" && subscription.request.api === "logs") addPlatformEvent(subscription, { ...event, type: "platform.end" }, time);
  const record = recordFor(subscription.request.api, subscription.request.schemaVersion, event);
  const type: TelemetryType = "platform";
  if (record !== undefined) subscription.add(type, JSON.stringify({ time, type: event.type, record }));
}

/** What a subscriber of this API is told of an event; undefined if nothing. */
function recordFor(api: TelemetryApiName, schemaVersion: string, { type, record }: PlatformEvent): unknown {
  if (api === "telemetry") return logsOnly.has(type) ? undefined : record;
  if (type === "platform.fault") return record["message"];
  const members = type === "platform.runtimeDone" && schemaVersion === "2021-03-18" ? runtimeDoneMembers : logsMembers[type];
  return members === undefined ? undefined : Object.fromEntries(members.filter((name) => name in record).map((name) => [name, record[name]]));
}

function parseObject(line: string): object | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    // A line of text in a log of JSON lines.
    return undefined;
  }
}

import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { runtimeVersionArn } from "@mayfly/domain/runtime-version";
import type { Clock } from "@mayfly/kernel/clock";
import type { RuntimeManifest } from "@mayfly/runtimes/runtime-manifest";
import {
  extensionReported,
  initReported,
  initRuntimeDone,
  initStarted,
  isLoggedAt,
  runtimeVersionName,
  type EventStatus,
  type ExtensionReport,
  type InitPhase,
  type PlatformEvent,
} from "../core/platform-events.ts";
import type { FunctionOutput } from "./function-output.ts";

/** Who hears of platform events beside the log. */
export interface EventListener {
  /** False if nobody subscribed: then events are made for the log alone. */
  readonly wantsLines: boolean;
  /** False if nobody subscribed or still could. */
  readonly wantsEvents: boolean;
  publish(event: PlatformEvent): void;
}

/** What a platform log works with. */
export interface PlatformLogOptions {
  readonly spec: FunctionSpec__Output;
  readonly manifest: RuntimeManifest;
  readonly output: FunctionOutput;
  readonly events: EventListener;
  readonly clock: Clock;
}

/** What the platform itself says of a function: lines of its log, as text or as JSON, and events for extensions. */
export class PlatformLog {
  readonly output: FunctionOutput;
  readonly #options: PlatformLogOptions;
  readonly #isJson: boolean;
  readonly #lowestLevel: string;
  #initStartedMs = 0;
  #initPhase: InitPhase = "init";
  #isRuntimeDone = false;

  constructor(options: PlatformLogOptions) {
    this.output = options.output;
    this.#options = options;
    this.#isJson = options.spec.log_format === "JSON";
    this.#lowestLevel = options.spec.system_log_level === "" ? "INFO" : options.spec.system_log_level;
  }

  /** True if somebody keeps lines or has subscribed to events. */
  get isWanted(): boolean {
    return this.output.kept || this.#options.events.wantsLines;
  }

  /** True if somebody has subscribed to events. */
  get hasSubscribers(): boolean {
    return this.#options.events.wantsLines;
  }

  /** True if events are nothing but their text to anyone: then whoever has that need not make them. */
  get isTextOnly(): boolean {
    return !this.#isJson && !this.#options.events.wantsEvents;
  }

  /** False if nobody would see that a runtime is through with an invocation in this way: then the event is not worth making. */
  showsRuntimeDone(status: EventStatus): boolean {
    return this.hasSubscribers || (this.#isJson && (status !== "success" || this.#lowestLevel === "DEBUG"));
  }

  /** Monotonic ms. */
  nowMs(): number {
    return this.#options.clock.monotonicMs();
  }

  /** The ISO time of a monotonic one. */
  isoOf(monotonicMs: number): string {
    const { clock } = this.#options;
    return new Date(clock.now() + monotonicMs - clock.monotonicMs()).toISOString();
  }

  /** Passes an event on, and gives back its lines for the log, each with its line feed. */
  tell(event: PlatformEvent): string {
    const { events, clock } = this.#options;
    if (events.wantsEvents) events.publish(event);
    if (!this.#isJson) return event.text;
    if (!isLoggedAt(event, this.#lowestLevel)) return "";
    return `${JSON.stringify({ time: new Date(clock.now()).toISOString(), type: event.type, record: event.record })}\n`;
  }

  /** Lines about a failure, if there are any; a log of JSON lines has the failure in the events that follow. */
  fault(lines: string): void {
    if (lines === "") return;
    const { events } = this.#options;
    if (events.wantsLines) events.publish({ type: "platform.fault", record: { message: lines }, level: "WARN", text: "" });
    if (!this.#isJson) this.output.add(lines);
  }

  /** The init phase begins. */
  initStarted(phase: InitPhase): void {
    const { spec, manifest } = this.#options;
    this.#initStartedMs = this.nowMs();
    this.#initPhase = phase;
    if (!this.#isWantedInInit) return;
    const event = initStarted({
      phase,
      runtimeVersion: runtimeVersionName(spec.runtime, manifest.version),
      runtimeVersionArn: manifest.versionArn ?? runtimeVersionArn(spec.identity?.region ?? "", spec.runtime),
      functionName: spec.identity?.function_name ?? "",
      functionVersion: spec.identity?.version ?? "",
      memoryMib: spec.memory_mib,
    });
    this.output.note(this.tell(event));
  }

  /** The runtime is through with its part of the init phase. */
  initRuntimeDone(status: EventStatus, errorType?: string): void {
    this.#isRuntimeDone = true;
    if (this.#isWantedInInit) this.output.note(this.tell(initRuntimeDone({ phase: this.#initPhase, status, errorType })));
  }

  /** The init phase is over. */
  initEnded(extensions: readonly ExtensionReport[], status: EventStatus, errorType?: string): void {
    if (!this.#isRuntimeDone) this.initRuntimeDone(status, errorType);
    if (!this.#isWantedInInit) return;
    const events = [...extensions.map(extensionReported), initReported({ phase: this.#initPhase, status, errorType }, this.nowMs() - this.#initStartedMs)];
    this.output.note(events.map((event) => this.tell(event)).join(""));
  }

  get #isWantedInInit(): boolean {
    return this.output.kept || this.#options.events.wantsEvents;
  }
}

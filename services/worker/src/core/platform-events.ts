import { billedMs, endLine, reportLine, startLine, type InvocationCost } from "./invocation-report.ts";

/** AWS's levels of what the platform itself logs, lowest first. */
const systemLevels = ["DEBUG", "INFO", "WARN"] as const;

/** One of them. */
export type SystemLogLevel = (typeof systemLevels)[number];

/** How something ended, as events tell it. */
export type EventStatus = "success" | "error" | "timeout" | "failure";

/** A span inside an event. */
export interface EventSpan {
  readonly name: "responseLatency" | "responseDuration" | "runtimeOverhead" | "extensionOverhead";
  /** ISO time. */
  readonly start: string;
  readonly durationMs: number;
}

/** Something that the platform tells of a function: as a line of its log, and to extensions that subscribed to it. */
export interface PlatformEvent {
  readonly type: `platform.${string}`;
  readonly record: Readonly<Record<string, unknown>>;
  /** From this level on the event is in a log of JSON lines (AWS: system log level event mapping). */
  readonly level: SystemLogLevel;
  /** What a log of text lines has instead, each with its line feed; empty if nothing. */
  readonly text: string;
}

const initializationType = "on-demand";

/** During the init phase, or again within an invocation (AWS: suppressed init). */
export type InitPhase = "init" | "invoke";

/** What an init phase begins with. */
export interface InitStart {
  readonly phase: InitPhase;
  readonly runtimeVersion: string;
  readonly runtimeVersionArn: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly memoryMib: number;
}

/** The init phase begins. */
export function initStarted(start: InitStart): PlatformEvent {
  const { phase, runtimeVersion, runtimeVersionArn, functionName, functionVersion, memoryMib } = start;
  return {
    type: "platform.initStart",
    level: "INFO",
    record: {
      ...{ initializationType, phase, runtimeVersion, runtimeVersionArn, functionName, functionVersion },
      instanceMaxMemory: memoryMib * 1024 * 1024,
    },
    text: phase === "init" ? `INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${runtimeVersionArn}\n` : "",
  };
}

/** How an init phase ended. */
export interface InitEnd {
  readonly phase: InitPhase;
  readonly status: EventStatus;
  readonly errorType?: string | undefined;
}

/** The runtime is through with its part of the init phase. */
export function initRuntimeDone({ phase, status, errorType }: InitEnd): PlatformEvent {
  return {
    type: "platform.initRuntimeDone",
    level: status === "success" ? "DEBUG" : "WARN",
    record: { initializationType, phase, status, ...(errorType === undefined ? {} : { errorType }) },
    text: "",
  };
}

/** The init phase is over, extensions included. Only one that failed has a line of text. */
export function initReported({ phase, status, errorType }: InitEnd, durationMs: number): PlatformEvent {
  const error = errorType === undefined ? "" : `\tError Type: ${errorType}`;
  return {
    type: "platform.initReport",
    level: status === "success" ? "DEBUG" : "WARN",
    record: { initializationType, phase, status, ...(errorType === undefined ? {} : { errorType }), metrics: { durationMs: rounded(durationMs) } },
    text: status === "success" ? "" : `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}${error}\n`,
  };
}

/** How an extension is at the end of the init phase. */
export interface ExtensionReport {
  readonly name: string;
  readonly state: string;
  readonly events: readonly string[];
  readonly errorType: string;
}

/** What became of an extension in the init phase. */
export function extensionReported({ name, state, events, errorType }: ExtensionReport): PlatformEvent {
  const error = errorType === "" ? "" : `\tError Type: ${errorType}`;
  return {
    type: "platform.extension",
    level: errorType === "" ? "INFO" : "WARN",
    record: { name, state, events, ...(errorType === "" ? {} : { errorType }) },
    text: `EXTENSION\tName: ${name}\tState: ${state}\tEvents: [${events.join(", ")}]${error}\n`,
  };
}

/** An extension has subscribed to telemetry by the newer API, or to logs by the older. */
export function subscribed(api: "telemetry" | "logs", name: string, types: readonly string[]): PlatformEvent {
  const shown = types.map((type) => `${type.charAt(0).toUpperCase()}${type.slice(1)}`).join(", ");
  return {
    type: api === "telemetry" ? "platform.telemetrySubscription" : "platform.logsSubscription",
    level: "INFO",
    record: { name, state: "Subscribed", types },
    text: `${api === "telemetry" ? "TELEMETRY" : "LOGS"}\tName: ${name}\tState: Subscribed\tTypes: [${shown}]\n`,
  };
}

/** Which invocation, and its trace. */
export interface InvocationIdentity {
  readonly requestId: string;
  readonly traceHeader: string;
}

/** An invocation begins. */
export function started(invocation: InvocationIdentity, version: string): PlatformEvent {
  const { requestId } = invocation;
  return { type: "platform.start", level: "INFO", record: { requestId, version, ...tracingOf(invocation) }, text: startLine(requestId, version) };
}

/** How an invocation went so far. */
export interface RuntimeDone {
  readonly status: EventStatus;
  readonly errorType?: string | undefined;
  readonly durationMs: number;
  readonly producedBytes: number;
  readonly spans: readonly EventSpan[];
}

/** The runtime is through with an invocation; extensions may still be at work. */
export function runtimeDone(invocation: InvocationIdentity, done: RuntimeDone): PlatformEvent {
  const { status, errorType, durationMs, producedBytes, spans } = done;
  return {
    type: "platform.runtimeDone",
    level: status === "success" ? "DEBUG" : "WARN",
    record: {
      ...{ requestId: invocation.requestId, status },
      ...(errorType === undefined ? {} : { errorType }),
      ...tracingOf(invocation),
      ...(spans.length === 0 ? {} : { spans }),
      metrics: { durationMs: rounded(durationMs), producedBytes },
    },
    text: "",
  };
}

/** An invocation is over. */
export interface InvocationOutcome extends InvocationCost {
  readonly status: EventStatus;
  readonly errorType?: string | undefined;
  readonly spans: readonly EventSpan[];
}

/** The report of an invocation. */
export function reported(invocation: InvocationIdentity, outcome: InvocationOutcome): PlatformEvent {
  const { durationMs, initMs, memoryMib, memoryMaxMib, status, errorType, spans } = outcome;
  return {
    type: "platform.report",
    level: status === "success" ? "INFO" : "WARN",
    record: {
      requestId: invocation.requestId,
      metrics: {
        durationMs: rounded(durationMs),
        billedDurationMs: billedMs(durationMs, initMs),
        memorySizeMB: memoryMib,
        maxMemoryUsedMB: memoryMaxMib,
        ...(initMs > 0 ? { initDurationMs: rounded(initMs) } : {}),
      },
      ...tracingOf(invocation),
      status,
      ...(errorType === undefined ? {} : { errorType }),
      ...(spans.length === 0 ? {} : { spans }),
    },
    text: reportText(invocation.requestId, outcome),
  };
}

/** What a log of text lines has at the end of an invocation. */
export function reportText(requestId: string, cost: InvocationCost): string {
  return endLine(requestId) + reportLine(requestId, cost);
}

/** Events that a subscriber did not get because it was too slow. */
export function logsDropped(droppedRecords: number, droppedBytes: number): PlatformEvent {
  const reason = "Consumer seems to have fallen behind as it has not acknowledged receipt of logs.";
  return { type: "platform.logsDropped", level: "WARN", record: { droppedBytes, droppedRecords, reason }, text: "" };
}

/** True if a log of JSON lines has the event. */
export function isLoggedAt(event: PlatformEvent, lowest: string): boolean {
  return systemLevels.indexOf(event.level) >= systemLevels.findIndex((level) => level === lowest);
}

/** A runtime's version as INIT_START lines name it, like `python:3.13.v7` for python3.13 and an interpreter 3.13.7. */
export function runtimeVersionName(runtime: string, interpreterVersion: string): string {
  const [, family = runtime, release = ""] = /^([a-z]+)\.?(.*?)(?:\.x)?$/.exec(runtime) ?? [];
  const rest = interpreterVersion.startsWith(`${release}.`) ? interpreterVersion.slice(release.length + 1) : interpreterVersion;
  return `${family}:${release}.v${/\d+/.exec(rest)?.[0] ?? "1"}`;
}

function tracingOf({ traceHeader }: InvocationIdentity): { readonly tracing?: object } {
  return traceHeader === "" ? {} : { tracing: { type: "X-Amzn-Trace-Id", value: traceHeader } };
}

/** AWS gives microseconds. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

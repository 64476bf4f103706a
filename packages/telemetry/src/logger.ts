import { pino, type DestinationStream, type Logger as PinoLogger } from "pino";

/** The parts that log. */
export type LogComponent =
  | "gateway"
  | "metadata"
  | "package-store"
  | "scheduler"
  | "worker"
  | "standalone"
  | "cli"
  | "servers"
  | "bus"
  | "rpc"
  | "sandbox"
  | "invocation"
  | "telemetry";

/** Data of a log entry. Names are camelCase with units last; never payloads, secrets or environment values. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined | readonly string[] | Error>>;

/** Writes structured log entries. `phrase` is a constant lower-case phrase; data goes into fields. */
export interface Logger {
  debug(phrase: string, fields?: LogFields): void;
  info(phrase: string, fields?: LogFields): void;
  warn(phrase: string, fields?: LogFields): void;
  error(phrase: string, fields?: LogFields): void;
  /** A logger that adds these fields to every entry. */
  with(fields: LogFields): Logger;
}

/** How much to log. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Where and how much to log. */
export interface LoggerOptions {
  readonly component: LogComponent;
  readonly level: LogLevel;
  /** Standard error by default. */
  readonly destination?: DestinationStream;
}

/** Logs JSON lines through pino. A field named `error` is written with its type, message, stack and causes. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = { level: options.level, base: { component: options.component }, errorKey: "error" };
  const destination = options.destination ?? pino.destination({ dest: 2, sync: true });
  return wrap(pino(settings, destination));
}

/** Logs nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => silentLogger };

function wrap(target: PinoLogger): Logger {
  return {
    debug: (phrase, fields) => target.debug(fields ?? {}, phrase),
    info: (phrase, fields) => target.info(fields ?? {}, phrase),
    warn: (phrase, fields) => target.warn(fields ?? {}, phrase),
    error: (phrase, fields) => target.error(fields ?? {}, phrase),
    with: (fields) => wrap(target.child(fields)),
  };
}

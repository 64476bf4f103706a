import type { LogFields, Logger } from "@mayfly/telemetry/logger";

/** One entry that was logged. */
export interface CapturedEntry {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly phrase: string;
  readonly fields: LogFields;
}

/** A logger that keeps its entries. */
export interface CaptureLogger extends Logger {
  /** What was logged so far, also through loggers made by `with`, in order. */
  readonly entries: readonly CapturedEntry[];
}

/** Keeps what is logged, for tests that assert on it. */
export function captureLogger(): CaptureLogger {
  const entries: CapturedEntry[] = [];
  return { ...loggerInto(entries, {}), entries };
}

function loggerInto(entries: CapturedEntry[], base: LogFields): Logger {
  const write =
    (level: CapturedEntry["level"]) =>
    (phrase: string, fields: LogFields = {}): void => {
      entries.push({ level, phrase, fields: { ...base, ...fields } });
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    with: (fields) => loggerInto(entries, { ...base, ...fields }),
  };
}

import type { LoggingSettings } from "@mayfly/domain/function-record";

/** LoggingConfig as a request sends it; what is undefined was not sent. */
export interface LoggingInput {
  readonly format: string | undefined;
  readonly applicationLevel: string | undefined;
  readonly systemLevel: string | undefined;
  readonly group: string | undefined;
}

/** What a function logs when nobody says otherwise. */
export function defaultLogging(functionName: string): LoggingSettings {
  return { format: "Text", group: `/aws/lambda/${functionName}` };
}

/** Applies a request to what is there: JSON brings levels of INFO, Text removes them, the group stays unless it is sent (behaviours.md §6). */
export function mergeLogging(current: LoggingSettings, input: LoggingInput | undefined): LoggingSettings {
  if (input === undefined) return current;
  const group = input.group ?? current.group;
  const format = input.format ?? current.format;
  if (format !== "JSON") return { format: "Text", group };
  return {
    format: "JSON",
    applicationLevel: input.applicationLevel ?? current.applicationLevel ?? "INFO",
    systemLevel: input.systemLevel ?? current.systemLevel ?? "INFO",
    group,
  };
}

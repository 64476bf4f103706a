import { noTracing, type Tracing } from "@mayfly/telemetry/tracing";

/**
 * Tracing that is off, and that fails whoever asks it for a span all the same: where nothing is exported, no invocation may pay for
 * options and attributes of spans that nobody records.
 */
export const forbiddenTracing: Tracing = {
  ...noTracing,
  startSpan(name) {
    throw new Error(`the span "${name}" was asked for although there is no tracing`);
  },
};

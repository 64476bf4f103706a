import { limits } from "@mayfly/domain/limits";

/** AWS's names for how far a runtime is; they show in its error texts. */
export type RuntimeApiState = "Started" | "Ready" | "Running" | "InvocationResponse" | "InvocationErrorResponse" | "InitError";

/** Status and body of an answer; an object is sent as one line of JSON. */
export interface RuntimeApiAnswer {
  readonly status: number;
  readonly body: string | Readonly<Record<string, string>>;
}

/** The Runtime API's fixed answers (behaviours.md §13). */
export const runtimeApiAnswers = {
  accepted: { status: 202, body: { status: "OK" } },
  invalidRequestId: { status: 400, body: { errorMessage: "Invalid request ID", errorType: "InvalidRequestID" } },
  invalidResponseMode: { status: 400, body: { errorMessage: "Invalid function response mode", errorType: "InvalidFunctionResponseMode" } },
  truncated: { status: 400, body: { errorMessage: "HTTP request detected as truncated", errorType: "TruncatedHTTPRequest" } },
  tooLarge: {
    status: 413,
    body: { errorMessage: `Exceeded maximum allowed payload size (${limits.responsePayloadBytesMax} bytes).`, errorType: "RequestEntityTooLarge" },
  },
  notFound: { status: 404, body: "404 page not found\n" },
  methodNotAllowed: { status: 405, body: "" },
  invalidTransition: (from: RuntimeApiState, to: RuntimeApiState) => ({
    status: 403,
    body: {
      errorMessage: `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`,
      errorType: "InvalidStateTransition",
    },
  }),
} as const;

/** The error type that counts: one that is not well formed becomes Function.Unknown or Runtime.Unknown. */
export function errorTypeOf(header: string | string[] | undefined): string {
  const value = Array.isArray(header) ? (header[0] ?? "") : (header ?? "");
  if (/(Runtime|Function)\.[A-Z][a-zA-Z]+/.test(value)) return value;
  return value.startsWith("Function.") ? "Function.Unknown" : "Runtime.Unknown";
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "@mayfly/domain/limits";
import { readGently } from "./connection-manners.ts";

/** Status and body of an answer; an object is sent as one line of JSON, a text as plain text. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: string | Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The fixed answers of the APIs inside a sandbox (behaviours.md §13; AWS's runtime interface emulator). */
export const apiAnswers = {
  accepted: { status: 202, body: { status: "OK" } },
  pong: { status: 200, body: "pong" },
  nothing: { status: 200, body: "" },
  invalidRequestId: { status: 400, body: { errorMessage: "Invalid request ID", errorType: "InvalidRequestID" } },
  invalidResponseMode: { status: 400, body: { errorMessage: "Invalid function response mode", errorType: "InvalidFunctionResponseMode" } },
  truncated: { status: 400, body: { errorMessage: "HTTP request detected as truncated", errorType: "TruncatedHTTPRequest" } },
  malformed: { status: 400, body: "400 Bad Request" },
  tooLarge: {
    status: 413,
    body: { errorMessage: `Exceeded maximum allowed payload size (${limits.responsePayloadBytesMax} bytes).`, errorType: "RequestEntityTooLarge" },
  },
  notFound: { status: 404, body: "404 page not found\n", headers: { "X-Content-Type-Options": "nosniff" } },
} as const satisfies Record<string, ApiAnswer>;

/** The path is known, the method is not its own. */
export function methodNotAllowed(allowed: string): ApiAnswer {
  return { status: 405, body: "", headers: { Allow: allowed } };
}

/** What was asked for is not allowed now. */
export function invalidTransition(from: string, to: string): ApiAnswer {
  return {
    status: 403,
    body: {
      errorMessage: `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`,
      errorType: "InvalidStateTransition",
    },
  };
}

/** Sends an answer, unless one was sent before. */
export function sendAnswer(response: ServerResponse, answer: ApiAnswer): void {
  if (response.headersSent) return;
  const isText = typeof answer.body === "string";
  const body = isText ? answer.body : `${JSON.stringify(answer.body)}\n`;
  const headers: Record<string, string | number> = { ...answer.headers, "Content-Length": Buffer.byteLength(body) };
  if (body !== "") headers["Content-Type"] = isText ? "text/plain; charset=utf-8" : "application/json";
  response.writeHead(answer.status, headers).end(body);
}

/** How the reading of a body ended. A body above the limit is read to its end and dropped, as AWS does. */
export type ReadOutcome = { readonly kind: "whole"; readonly body: Buffer } | { readonly kind: "too-large" } | { readonly kind: "truncated" };

/** Reads a body of at most `bytesMax`. `take` is called once. */
export function readBody(request: IncomingMessage, bytesMax: number, take: (outcome: ReadOutcome) => void): void {
  const pieces: Buffer[] = [];
  let bytes = 0;
  readGently(request, () => bytes > bytesMax);
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= bytesMax) pieces.push(chunk);
    else pieces.length = 0;
  });
  request.on("end", () => take(bytes <= bytesMax ? { kind: "whole", body: Buffer.concat(pieces) } : { kind: "too-large" }));
  request.on("close", () => {
    if (!request.complete) take({ kind: "truncated" });
  });
}

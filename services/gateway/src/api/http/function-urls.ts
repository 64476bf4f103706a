import type { IncomingMessage, ServerResponse } from "node:http";
import { PlatformError } from "@mayfly/errors/platform-error";
import { errorAnswer } from "@mayfly/lambda-api/error-answer";
import { Exchange } from "./exchange.ts";
import { discardBody } from "./read-body.ts";

/** Answers a request for a function URL that does not exist, which is every one until Mayfly has function URLs (behaviours.md §12: 403, Message null). */
export async function answerUnknownFunctionUrl(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = new Exchange(request, response);
  await discardBody(request);
  if (response.destroyed) return;
  const answer = errorAnswer(new PlatformError("AccessDenied", ""));
  exchange.send(answer.status, answer.headers, answer.body);
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "@mayfly/domain/limits";
import type { InvokeHeader } from "@mayfly/runtimes/frame-protocol";
import { answerContentType } from "../core/answer-content-type.ts";
import { parseErrorCause, parseFailureWithCause } from "../core/error-cause.ts";
import { reportedErrorType, responseTooLarge, responseTruncated } from "../core/function-failure.ts";
import { runtimeTransition, wantedState, type RuntimeEvent, type RuntimeState } from "../core/runtime-state.ts";
import { noListener, type RuntimeListener, type RuntimeSession } from "../ports/runtime-session.ts";
import { apiAnswers, invalidTransition, methodNotAllowed, readBody, sendAnswer, type ApiAnswer, type ReadOutcome } from "./api-answers.ts";
import { readGently } from "./connection-manners.ts";
import type { SandboxApi } from "./sandbox-api-server.ts";

const base = "/2018-06-01/";
const causeContentType = "application/vnd.aws.lambda.error.cause+json";

/** How a runtime is started. */
export interface RuntimeApiOptions {
  /** Lets the process go on once the function is bound. */
  readonly start: () => void;
  /** AWS_LAMBDA_INITIALIZATION_TYPE is snap-start: the paths below restore/ exist. */
  readonly isSnapStart: boolean;
}

interface Route {
  readonly method: "GET" | "POST";
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void;
}

/** AWS's Runtime API 2018-06-01, served inside one sandbox: for runtimes that the function brings along. Answers as in behaviours.md §13. */
export class RuntimeApiSession implements RuntimeSession, SandboxApi {
  readonly booted: Promise<void> = Promise.resolve();
  listener: RuntimeListener = noListener;
  readonly #options: RuntimeApiOptions;
  #state: RuntimeState = "Started";
  #waiting: ServerResponse | undefined;
  /** The invocation that the runtime has or waits for; kept until it asks for the next one. */
  #current: { readonly header: InvokeHeader; readonly event: Buffer } | undefined;
  #streaming: IncomingMessage | undefined;

  constructor(options: RuntimeApiOptions) {
    this.#options = options;
  }

  initialize(): void {
    this.#options.start();
  }

  invoke(header: InvokeHeader, event: Buffer): void {
    this.#current = { header, event };
    this.#deliver();
  }

  pause(): void {
    this.#streaming?.pause();
  }

  resume(): void {
    this.#streaming?.resume();
  }

  [Symbol.dispose](): void {
    this.listener = noListener;
  }

  serve(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    if (!path.startsWith(base)) return false;
    const route = this.#route(path.slice(base.length).split("/"));
    if (route === undefined) return false;
    if (request.method === route.method) route.serve(request, response);
    else refuse(request, response, methodNotAllowed(route.method));
    return true;
  }

  #route(segments: readonly string[]): Route | undefined {
    const [first, resource, id, action, ...rest] = segments;
    if (first === "ping" && segments.length === 1) return { method: "GET", serve: (_request, response) => sendAnswer(response, apiAnswers.pong) };
    if (first !== "runtime" || resource === undefined || id === undefined || rest.length > 0) return undefined;
    if (action !== undefined) return resource === "invocation" ? this.#invocationRoute(id, action) : undefined;
    if (resource === "invocation" && id === "next") return { method: "GET", serve: (_request, response) => this.#next(response) };
    if (resource === "init" && id === "error") return { method: "POST", serve: (request, response) => this.#takeInitError(request, response) };
    if (!this.#options.isSnapStart || resource !== "restore") return undefined;
    if (id === "next") return { method: "GET", serve: (_request, response) => this.#restoreNext(response) };
    return id === "error" ? { method: "POST", serve: (request, response) => this.#takeRestoreError(request, response) } : undefined;
  }

  #invocationRoute(id: string, action: string): Route | undefined {
    if (action === "response") return { method: "POST", serve: (request, response) => this.#takeAnswer(id, request, response) };
    return action === "error" ? { method: "POST", serve: (request, response) => this.#takeError(id, request, response) } : undefined;
  }

  #next(response: ServerResponse): void {
    const before = this.#state;
    const refusal = this.#step("next");
    if (refusal !== undefined) return sendAnswer(response, refusal);
    // A runtime that asks again has given up the connection on which it asked before.
    this.#waiting?.destroy();
    this.#waiting = response;
    response.on("close", () => {
      if (this.#waiting === response) this.#waiting = undefined;
    });
    switch (before) {
      case "Running":
        return this.#deliver();
      case "Started":
      case "Restoring":
        return this.listener.onInitialized();
      case "RuntimeResponseSentState":
        this.#current = undefined;
        return this.listener.onNext();
      default:
        // It waited already; an invocation may have come while its connection was down.
        return this.#deliver();
    }
  }

  #deliver(): void {
    const response = this.#waiting;
    const current = this.#current;
    if (response === undefined || current === undefined) return;
    this.#waiting = undefined;
    if (this.#state === "Ready") this.#step("invocation");
    const headers: Record<string, string | number> = {
      "Content-Type": "application/json",
      "Content-Length": current.event.length,
      ...invocationHeaders(current.header),
    };
    response.writeHead(200, headers).end(current.event);
  }

  #takeAnswer(id: string, request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.#refusal(id, "response");
    if (refusal !== undefined) return refuse(request, response, refusal);
    const mode = oneHeader(request, "lambda-runtime-function-response-mode");
    if (mode !== "" && mode !== "streaming") {
      // As in AWS's emulator the runtime is then left in the middle of its response: whatever it asks for is refused.
      refuse(request, response, apiAnswers.invalidResponseMode);
      return this.listener.onFailed(failureDocument("Runtime.InvalidResponseModeHeader"), false);
    }
    // Who invokes decides, not the runtime: aws-lambda-go streams without a word about it.
    if (this.#current?.header.responseStream === true) return this.#takeStream(request, response);
    return readBody(request, limits.responsePayloadBytesMax, (outcome) => {
      this.#step("response-sent");
      sendAnswer(response, answerTo(outcome));
      if (outcome.kind === "whole") this.#tellAnswer(outcome.body, errorFromTrailers(request));
      else if (outcome.kind === "too-large") this.listener.onAnswerTooLarge(false);
      else this.listener.onFailed(Buffer.from(responseTruncated().document), false);
    });
  }

  #tellAnswer(body: Buffer, failure: Buffer | undefined): void {
    if (failure === undefined) this.listener.onAnswer(body, false);
    else this.listener.onFailed(failure, false);
  }

  #takeStream(request: IncomingMessage, response: ServerResponse): void {
    let receivedBytes = 0;
    this.#streaming = request;
    this.listener.onStreamHead(answerContentType(oneHeader(request, "content-type")));
    request.on("data", (chunk: Buffer) => {
      const roomBytes = limits.streamedResponseBytesMax - receivedBytes;
      receivedBytes += chunk.length;
      if (roomBytes <= 0) return;
      this.listener.onStreamChunk(chunk.subarray(0, roomBytes));
      // The rest is dropped: no back-pressure slows it any more.
      if (chunk.length >= roomBytes) readGently(request);
    });
    const finish = (answer: ApiAnswer, document: Buffer | undefined): void => {
      this.#streaming = undefined;
      this.#step("response-sent");
      sendAnswer(response, answer);
      this.listener.onStreamEnd(document);
    };
    request.on("end", () => {
      if (receivedBytes <= limits.streamedResponseBytesMax) finish(apiAnswers.accepted, errorFromTrailers(request));
      else finish(apiAnswers.tooLarge, Buffer.from(responseTooLarge(limits.streamedResponseBytesMax).document));
    });
    request.on("close", () => {
      if (!request.complete) finish(apiAnswers.truncated, Buffer.from(responseTruncated().document));
    });
  }

  #takeError(id: string, request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.#refusal(id, "error");
    if (refusal !== undefined) return refuse(request, response, refusal);
    return readBody(request, limits.responsePayloadBytesMax, (outcome) => {
      this.#step("response-sent");
      sendAnswer(response, answerTo(outcome));
      if (outcome.kind === "whole") this.#tellFailure(outcome.body, request);
      else if (outcome.kind === "too-large") this.listener.onAnswerTooLarge(false);
      else this.listener.onFailed(Buffer.from(responseTruncated().document), false);
    });
  }

  #tellFailure(body: Buffer, request: IncomingMessage): void {
    if (request.headers["content-type"] === causeContentType) {
      const { document, cause } = parseFailureWithCause(body.toString());
      return this.listener.onFailed(Buffer.from(document), false, cause);
    }
    const header = oneHeader(request, "lambda-runtime-function-xray-error-cause");
    return this.listener.onFailed(documentOf(body, request), false, header === "" ? undefined : parseErrorCause(header));
  }

  #takeInitError(request: IncomingMessage, response: ServerResponse): void {
    // Runtime clients report failures of restore hooks here, too.
    if (this.#state === "Restoring") return this.#takeRestoreError(request, response);
    return this.#takeStartFailure("init-error", request, response);
  }

  #restoreNext(response: ServerResponse): void {
    const refusal = this.#step("restore-next") ?? this.#step("restored");
    sendAnswer(response, refusal ?? apiAnswers.nothing);
  }

  #takeRestoreError(request: IncomingMessage, response: ServerResponse): void {
    return this.#takeStartFailure("restore-error", request, response);
  }

  #takeStartFailure(event: "init-error" | "restore-error", request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.#step(event);
    if (refusal !== undefined) return refuse(request, response, refusal);
    return readBody(request, limits.responsePayloadBytesMax, (outcome) => {
      sendAnswer(response, answerTo(outcome));
      this.listener.onInitFailed(documentOf(outcome.kind === "whole" ? outcome.body : Buffer.alloc(0), request));
    });
  }

  /** Checks the id, then the state, as AWS does; undefined if the invocation may be answered, and then it is being answered. */
  #refusal(id: string, event: "response" | "error"): ApiAnswer | undefined {
    return this.#current?.header.requestId === id ? this.#step(event) : apiAnswers.invalidRequestId;
  }

  /** Goes on to the next state, or says why not. */
  #step(event: RuntimeEvent): ApiAnswer | undefined {
    const next = runtimeTransition(this.#state, event);
    if (next === undefined) return invalidTransition(this.#state, wantedState[event] ?? event);
    this.#state = next;
    return undefined;
  }
}

function invocationHeaders(header: InvokeHeader): Record<string, string | number> {
  const optional: readonly (readonly [string, string | undefined])[] = [
    ["Lambda-Runtime-Trace-Id", header.traceHeader],
    ["Lambda-Runtime-Client-Context", header.clientContext],
    ["Lambda-Runtime-Cognito-Identity", header.cognitoIdentity],
    ["Lambda-Runtime-Aws-Tenant-Id", header.tenantId],
  ];
  return {
    "Lambda-Runtime-Aws-Request-Id": header.requestId,
    "Lambda-Runtime-Deadline-Ms": header.deadlineMs,
    "Lambda-Runtime-Invoked-Function-Arn": header.invokedFunctionArn,
    ...Object.fromEntries(optional.flatMap(([name, value = ""]) => (value === "" ? [] : [[name, headerText(value)]]))),
  };
}

/** As Go's HTTP server writes a value: in UTF-8, and blanks where a header cannot have the character. Invokers choose what is in it. */
function headerText(value: string): string {
  return Buffer.from(value.replaceAll(/[^\t\x20-\x7e\x80-\u{10ffff}]/gu, " ")).toString("latin1");
}

function answerTo(outcome: ReadOutcome): ApiAnswer {
  if (outcome.kind === "whole") return apiAnswers.accepted;
  return outcome.kind === "too-large" ? apiAnswers.tooLarge : apiAnswers.truncated;
}

function refuse(request: IncomingMessage, response: ServerResponse, answer: ApiAnswer): void {
  readGently(request);
  sendAnswer(response, answer);
}

function oneHeader(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

function failureDocument(errorType: string): Buffer {
  return Buffer.from(JSON.stringify({ errorType, errorMessage: "" }));
}

/** A runtime that sends no error document is answered with its error type alone. */
function documentOf(body: Buffer, request: IncomingMessage): Buffer {
  return body.length > 0 ? body : failureDocument(reportedErrorType(oneHeader(request, "lambda-runtime-function-error-type")));
}

function errorFromTrailers(request: IncomingMessage): Buffer | undefined {
  const type = request.trailers["lambda-runtime-function-error-type"] ?? "";
  const body = request.trailers["lambda-runtime-function-error-body"] ?? "";
  if (type === "" && body === "") return undefined;
  return body === "" ? failureDocument(reportedErrorType(type)) : Buffer.from(body, "base64");
}

import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import { limits } from "@mayfly/domain/limits";
import type { InvokeHeader } from "@mayfly/runtimes/frame-protocol";
import { noListener, type RuntimeListener, type RuntimeSession } from "../ports/runtime-session.ts";
import { errorTypeOf, runtimeApiAnswers, type RuntimeApiAnswer, type RuntimeApiState } from "./runtime-api-answers.ts";

const base = "/2018-06-01/runtime/";
const streamedBytesMax = 200 * 1024 * 1024;
/** Further connections from inside a sandbox are closed at once: each costs the agent a descriptor. */
const connectionsMax = 64;

/** AWS's Runtime API 2018-06-01, served inside one sandbox: for runtimes that the function brings along. Answers as in behaviours.md §13. */
export class RuntimeApiSession implements RuntimeSession {
  readonly booted: Promise<void> = Promise.resolve();
  listener: RuntimeListener = noListener;
  readonly #http: HttpServer;
  readonly #start: () => void;
  #state: RuntimeApiState = "Started";
  #waiting: ServerResponse | undefined;
  #current: { readonly header: InvokeHeader; readonly event: Buffer } | undefined;
  #streaming: IncomingMessage | undefined;

  /** `start` lets the process go on once the function is bound. */
  constructor(runtimeApi: Server, start: () => void) {
    this.#start = start;
    this.#http = createServer({ keepAlive: true, requestTimeout: 0 }, (request, response) => this.#serve(request, response));
    this.#http.keepAliveTimeout = 0;
    runtimeApi.maxConnections = connectionsMax;
    runtimeApi.on("connection", (socket: Socket) => this.#http.emit("connection", socket));
  }

  initialize(): void {
    this.#start();
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
    this.#http.closeAllConnections();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    if (path === "/2018-06-01/ping") return this.#reply(response, { status: 200, body: "pong" });
    if (!path.startsWith(base)) return this.#reply(response, runtimeApiAnswers.notFound);
    const [resource, id, action] = path.slice(base.length).split("/");
    if (resource === "invocation" && id === "next" && request.method === "GET") return this.#next(response);
    if (request.method !== "POST") return this.#reply(response, runtimeApiAnswers.methodNotAllowed);
    if (resource === "invocation" && id !== undefined && action === "response") return this.#takeAnswer(id, request, response);
    if (resource === "invocation" && id !== undefined && action === "error") return this.#takeError(id, request, response);
    if (resource === "init" && id === "error") return this.#takeInitError(request, response);
    return this.#reply(response, runtimeApiAnswers.notFound);
  }

  #next(response: ServerResponse): void {
    const before = this.#state;
    if (before === "InitError") return this.#reply(response, runtimeApiAnswers.invalidTransition(before, "Ready"));
    this.#waiting?.destroy();
    this.#waiting = response;
    response.on("close", () => {
      if (this.#waiting === response) this.#waiting = undefined;
    });
    if (before === "Running") return this.#deliver();
    this.#state = "Ready";
    if (before === "Started") this.listener.onInitialized();
    else if (before !== "Ready") this.listener.onNext();
  }

  #deliver(): void {
    const response = this.#waiting;
    const current = this.#current;
    if (response === undefined || current === undefined) return;
    this.#waiting = undefined;
    this.#state = "Running";
    const { header, event } = current;
    const headers: Record<string, string | number> = {
      "Content-Type": "application/json",
      "Content-Length": event.length,
      "Lambda-Runtime-Aws-Request-Id": header.requestId,
      "Lambda-Runtime-Deadline-Ms": header.deadlineMs,
      "Lambda-Runtime-Invoked-Function-Arn": header.invokedFunctionArn,
    };
    if (header.traceHeader !== undefined) headers["Lambda-Runtime-Trace-Id"] = header.traceHeader;
    if (header.clientContext !== undefined) headers["Lambda-Runtime-Client-Context"] = header.clientContext;
    response.writeHead(200, headers).end(event);
  }

  /** Checks state, then id, as AWS does; undefined if the invocation may be answered. */
  #refusal(id: string, to: RuntimeApiState): RuntimeApiAnswer | undefined {
    if (this.#state !== "Running") return runtimeApiAnswers.invalidTransition(this.#state, to);
    return this.#current?.header.requestId === id ? undefined : runtimeApiAnswers.invalidRequestId;
  }

  #takeAnswer(id: string, request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.#refusal(id, "InvocationResponse");
    if (refusal !== undefined) return this.#refuse(request, response, refusal);
    const mode = request.headers["lambda-runtime-function-response-mode"];
    if (mode === "streaming") return this.#takeStream(request, response);
    if (mode !== undefined && mode !== "") return this.#refuse(request, response, runtimeApiAnswers.invalidResponseMode);
    return this.#read(request, response, (body) => {
      this.#state = "InvocationResponse";
      this.#current = undefined;
      if (body === undefined) {
        this.#reply(response, runtimeApiAnswers.tooLarge);
        this.listener.onAnswerTooLarge(false);
      } else {
        this.#reply(response, runtimeApiAnswers.accepted);
        this.listener.onAnswer(body, false);
      }
    });
  }

  #takeStream(request: IncomingMessage, response: ServerResponse): void {
    let receivedBytes = 0;
    this.#streaming = request;
    this.listener.onStreamHead(request.headers["content-type"] ?? "application/octet-stream");
    request.on("data", (chunk: Buffer) => {
      receivedBytes += chunk.length;
      if (receivedBytes <= streamedBytesMax) this.listener.onStreamChunk(chunk);
    });
    request.on("end", () => {
      this.#streaming = undefined;
      this.#state = "InvocationResponse";
      this.#current = undefined;
      this.#reply(response, runtimeApiAnswers.accepted);
      this.listener.onStreamEnd(errorFromTrailers(request));
    });
    request.on("error", () => this.listener.onBroken("the runtime broke off its answer"));
  }

  #takeError(id: string, request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.#refusal(id, "InvocationErrorResponse");
    if (refusal !== undefined) return this.#refuse(request, response, refusal);
    return this.#read(request, response, (body) => {
      this.#state = "InvocationErrorResponse";
      this.#current = undefined;
      this.#reply(response, body === undefined ? runtimeApiAnswers.tooLarge : runtimeApiAnswers.accepted);
      if (body === undefined) this.listener.onAnswerTooLarge(false);
      else this.listener.onFailed(documentOf(body, request), false);
    });
  }

  #takeInitError(request: IncomingMessage, response: ServerResponse): void {
    if (this.#state !== "Started") return this.#refuse(request, response, runtimeApiAnswers.invalidTransition(this.#state, "InitError"));
    this.#state = "InitError";
    return this.#read(request, response, (body) => {
      this.#reply(response, runtimeApiAnswers.accepted);
      this.listener.onInitFailed(documentOf(body ?? Buffer.alloc(0), request));
    });
  }

  /** Reads a body of at most a response's size; `undefined` for a larger one. */
  #read(request: IncomingMessage, response: ServerResponse, take: (body: Buffer | undefined) => void): void {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limits.responsePayloadBytesMax) pieces.push(chunk);
      else pieces.length = 0;
    });
    request.on("end", () => take(bytes <= limits.responsePayloadBytesMax ? Buffer.concat(pieces) : undefined));
    request.on("error", () => this.#reply(response, runtimeApiAnswers.truncated));
  }

  #refuse(request: IncomingMessage, response: ServerResponse, answer: RuntimeApiAnswer): void {
    request.resume();
    this.#reply(response, answer);
  }

  #reply(response: ServerResponse, answer: RuntimeApiAnswer): void {
    if (response.headersSent) return;
    const body = typeof answer.body === "string" ? answer.body : `${JSON.stringify(answer.body)}\n`;
    response.writeHead(answer.status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }).end(body);
  }
}

/** A runtime that sends no error document is answered with its error type alone. */
function documentOf(body: Buffer, request: IncomingMessage): Buffer {
  if (body.length > 0) return body;
  const errorType = errorTypeOf(request.headers["lambda-runtime-function-error-type"]);
  return Buffer.from(JSON.stringify({ errorType, errorMessage: "" }));
}

function errorFromTrailers(request: IncomingMessage): Buffer | undefined {
  const type = request.trailers["lambda-runtime-function-error-type"];
  if (type === undefined) return undefined;
  const body = request.trailers["lambda-runtime-function-error-body"];
  return body === undefined ? Buffer.from(JSON.stringify({ errorType: errorTypeOf(type), errorMessage: "" })) : Buffer.from(body, "base64");
}

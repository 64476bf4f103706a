import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { TLSSocket } from "node:tls";
import type { CounterMetric, Metrics } from "@mayfly/telemetry/metrics";
import type { TokenBucket } from "../core/token-bucket.ts";
import { sendAnswer, type ApiAnswer } from "../runtime/api-answers.ts";
import { readGently } from "../runtime/connection-manners.ts";
import { pipePaced } from "./paced-pipe.ts";

/** A request from inside and where its answer goes. */
export interface DoorExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What a forwarder works with. */
export interface GatewayForwarderOptions {
  /** Where the gateway is, like http://127.0.0.1:8700; undefined while nobody knows. */
  readonly gatewayUrl: () => string | undefined;
  readonly metrics: Metrics;
}

const connectMsMax = 2000;
/** A gateway that says nothing for so long is given up: the longest invocation that somebody may wait for has 15 minutes. */
const silentMsMax = 16 * 60_000;
/** Idle connections to the gateway are closed before it, or what is in between, closes them. */
const idleMsMax = 2000;
const idleConnectionsMax = 64;

/** Headers that are about one connection (RFC 9110 §7.6.1). `Transfer-Encoding` stays: node reads from it how to frame what it passes on. */
const ofOneConnection = new Set(["connection", "keep-alive", "proxy-connection", "upgrade"]);

/**
 * Passes HTTP requests on to the gateway and its answers back as they come, neither looking at bodies nor keeping them: whoever is slow makes
 * the other end wait. Headers stay as they were signed, `Host` included, and none is added: who asks is told by the signature alone.
 */
export class GatewayForwarder implements Disposable {
  readonly #gatewayUrl: () => string | undefined;
  readonly #agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly #requests: CounterMetric;

  constructor({ gatewayUrl, metrics }: GatewayForwarderOptions) {
    this.#gatewayUrl = gatewayUrl;
    const reuse = { keepAlive: true, timeout: idleMsMax, maxFreeSockets: idleConnectionsMax, scheduling: "lifo" } as const;
    this.#agents = { http: new HttpAgent(reuse), https: new HttpsAgent(reuse) };
    this.#requests = metrics.counter({
      name: "mayfly_worker_door_requests_total",
      help: "Requests from inside sandboxes to Mayfly's own API, by what became of them: passed on, refused, or unavailable because the gateway was.",
      labels: ["outcome"],
    });
  }

  /** Passes one request on, both bodies at `pace` in bytes. Without a gateway the answer is 503. */
  forward(exchange: DoorExchange, pace: TokenBucket): void {
    const { request, response } = exchange;
    const url = this.#gatewayUrl();
    const upstream = url === undefined ? undefined : this.#open(new URL(url), request);
    if (upstream === undefined) {
      if (url === undefined) this.refuse(exchange, unavailable("This worker knows no gateway yet."), "unavailable");
      else this.refuse(exchange, malformed);
      return;
    }
    giveUpWhenSilent(upstream);
    const stop = pipePaced(request, upstream, pace);
    upstream.on("error", (error) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else {
        stop();
        this.refuse(exchange, unavailable(`The gateway cannot be reached: ${describe(error)}.`), "unavailable");
      }
    });
    upstream.on("response", (answer) => {
      this.#requests.add({ outcome: "passed" });
      passBack(answer, response, pace);
    });
    response.on("close", () => {
      stop();
      upstream.destroy();
      // The gateway answered before it had everything.
      if (!request.complete) drop(request);
    });
  }

  /** Answers without the gateway. What is still to come of the request is dropped. */
  refuse({ request, response }: DoorExchange, answer: ApiAnswer, outcome: "refused" | "unavailable" = "refused"): void {
    this.#requests.add({ outcome });
    drop(request);
    sendAnswer(response, answer);
  }

  [Symbol.dispose](): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  /** Undefined if what the client sent cannot be sent on: node's client is stricter about paths and header values than its server. */
  #open(url: URL, request: IncomingMessage): ClientRequest | undefined {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const headers = endToEnd(request.rawHeaders);
    // A request without either has no body (RFC 9112 §6.3); node's client would announce one.
    if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined) headers.push("Content-Length", "0");
    const options = { host, port: url.port, method: request.method ?? "GET", path: request.url ?? "/", headers };
    try {
      if (url.protocol === "http:") return httpRequest({ ...options, agent: this.#agents.http });
      // Not the name in `Host`, which is the sandbox's.
      return httpsRequest({ ...options, agent: this.#agents.https, servername: isIP(host) === 0 ? host : "" });
    } catch {
      return undefined;
    }
  }
}

const malformed: ApiAnswer = {
  status: 400,
  body: { message: "Mayfly cannot pass on this request: its path or a header has characters that HTTP does not allow." },
};

/** As the gateway itself says it, so that SDKs try again. */
function unavailable(sentence: string): ApiAnswer {
  return {
    status: 503,
    headers: { "x-amzn-ErrorType": "ServiceUnavailableException", "Retry-After": "1" },
    body: { Type: "Service", Message: sentence, message: sentence },
  };
}

function drop(request: IncomingMessage): void {
  readGently(request);
  request.resume();
}

function giveUpWhenSilent(upstream: ClientRequest): void {
  const connecting = setTimeout(() => upstream.destroy(new Error("it takes no connection")), connectMsMax);
  upstream.on("socket", (socket) => {
    if (socket.connecting) socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", () => clearTimeout(connecting));
    else clearTimeout(connecting);
  });
  upstream.on("close", () => clearTimeout(connecting));
  upstream.setTimeout(silentMsMax, () => upstream.destroy(new Error("it does not answer")));
}

function passBack(answer: IncomingMessage, response: ServerResponse, pace: TokenBucket): void {
  answer.on("error", () => response.destroy());
  if (response.destroyed) {
    answer.destroy();
    return;
  }
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? "", endToEnd(answer.rawHeaders));
  // The head of a stream does not wait for its first bytes.
  if (answer.headers["content-length"] === undefined) response.flushHeaders();
  pipePaced(answer, response, pace);
}

function endToEnd(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_text, place) => !ofOneConnection.has((rawHeaders[place - (place % 2)] ?? "").toLowerCase()));
}

function describe(error: Error & { readonly code?: string }): string {
  if (error.code === "ECONNREFUSED") return "nobody listens at its address";
  return error.code === undefined ? error.message : `its connection failed (${error.code})`;
}

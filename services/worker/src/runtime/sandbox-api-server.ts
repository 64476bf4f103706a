import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import { apiAnswers, sendAnswer } from "./api-answers.ts";
import type { PlaceMember } from "../core/shared-places.ts";
import type { Rate } from "../core/token-bucket.ts";
import { ConnectionManners, readGently } from "./connection-manners.ts";

/** One of the APIs that a sandbox sees at one of its addresses. */
export interface SandboxApi {
  /** Answers a request, or returns false without having touched it if the path is not one of this API's. `path` has no query. */
  serve(request: IncomingMessage, response: ServerResponse, path: string): boolean;
}

/** Further connections from inside a sandbox are closed at once: each costs the agent a descriptor. */
const connectionsMax = 64;
/** Runtimes put X-Ray causes of up to 1 MiB into a header (behaviours.md §13). */
const headerBytesMax = 1024 * 1024 + 16 * 1024;

/** What a sandbox may ask of a server, where it is not what a runtime needs. */
export interface SandboxServerLimits {
  /** Of requests. */
  readonly rate: Rate;
  /** A place for each connection. */
  readonly places: PlaceMember;
}

/** HTTP inside one sandbox: hands each request to the API that has its path. What nobody knows is answered as AWS's router does. */
export class SandboxApiServer implements Disposable {
  readonly #http: HttpServer;
  readonly #apis: SandboxApi[] = [];
  /** An HTTP server that does not listen itself keeps no list of its connections. */
  readonly #sockets = new Set<Socket>();
  readonly #manners: ConnectionManners;
  readonly #places: PlaceMember | undefined;

  constructor(listener: Server, limits?: SandboxServerLimits) {
    this.#manners = new ConnectionManners(performance.now(), limits?.rate);
    this.#places = limits?.places;
    this.#http = createServer({ keepAlive: true, requestTimeout: 0, headersTimeout: 0, maxHeaderSize: headerBytesMax }, (request, response) =>
      this.#serve(request, response),
    );
    this.#http.keepAliveTimeout = 0;
    this.#http.on("clientError", refuseBrokenRequest);
    listener.maxConnections = connectionsMax;
    listener.on("connection", (socket: Socket) => this.#accept(socket));
  }

  /** Serves this API too. */
  add(api: SandboxApi): void {
    this.#apis.push(api);
  }

  /** Ends every connection; the listener is its owner's. */
  [Symbol.dispose](): void {
    this.#apis.length = 0;
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(socket: Socket): void {
    if (!this.#manners.admit(socket, performance.now()) || this.#places?.take() === false) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      this.#places?.free();
    });
    this.#http.emit("connection", socket);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    // A connection that breaks is told to whoever reads by `close`.
    request.on("error", () => undefined);
    const { socket } = request;
    // What was read together with a request whose connection has been closed since.
    if (socket.destroyed) return;
    const waitMs = this.#manners.begin(socket, performance.now());
    if (waitMs === undefined) {
      socket.destroy();
      return;
    }
    response.on("close", () => this.#manners.end(socket));
    if (waitMs === 0) this.#route(request, response);
    else setTimeout(() => this.#route(request, response), waitMs);
  }

  #route(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    if (this.#apis.some((api) => api.serve(request, response, path))) return;
    readGently(request);
    sendAnswer(response, apiAnswers.notFound);
  }
}

/** The sender closed its half before the request was whole, or what it sent is no HTTP. */
function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const answer = error.code === "HPE_INVALID_EOF_STATE" ? apiAnswers.truncated : apiAnswers.malformed;
  const body = typeof answer.body === "string" ? answer.body : `${JSON.stringify(answer.body)}\n`;
  const type = typeof answer.body === "string" ? "text/plain; charset=utf-8" : "application/json";
  socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

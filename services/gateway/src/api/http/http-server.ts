import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { fastify, type FastifyInstance } from "fastify";
import { cutOffStalledConnections } from "./stalled-connections.ts";

/** Deadlines and bounds against slow and broken clients. */
const headersMsMax = 15_000;
const requestMsMax = 300_000;
const keepAliveMs = 65_000;
const headerBytesMax = 32 * 1024;
const connectionsMax = 10_000;
const defaultStalledMs = 60_000;
const idleSweepMs = 20;

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
}

/** A listening HTTP server. Disposing it takes no new connections, lets running requests finish, and then closes. */
export interface HttpServer extends AsyncDisposable {
  /** Like http://127.0.0.1:8700. */
  readonly url: string;
}

/** What answers requests. */
export interface HttpHandlers {
  /** Answers what is not under Mayfly's own paths; never rejects. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Adds Mayfly's own paths, `/_mayfly/…`; absent: it has none. */
  readonly addRoutes?: (instance: FastifyInstance) => void;
  /** A client that takes nothing of its answer for so long is cut off; 60 s by default, as the worker gives up an answer, too. */
  readonly stalledMs?: number;
  /** Milliseconds that running requests have to finish when the server is disposed. */
  readonly drainMs: number;
}

/**
 * Listens. Mayfly's own paths are served by fastify; the AWS API, which has a router, body limits and error framing of its
 * own, is answered on the same node server before fastify is asked (which costs 4 µs a request, measured at concurrency 64).
 */
export async function startHttpServer(listen: ListenOptions, handlers: HttpHandlers): Promise<HttpServer> {
  let draining = false;
  const server = createServer({
    maxHeaderSize: headerBytesMax,
    headersTimeout: headersMsMax,
    requestTimeout: requestMsMax,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: 5000,
  });
  server.maxConnections = connectionsMax;
  const watch = cutOffStalledConnections(server, handlers.stalledMs ?? defaultStalledMs);
  const closeIdleConnections = server.closeIdleConnections.bind(server);
  // Node, which calls this when it closes, takes a connection for idle once its answer has been ended, written or not.
  server.closeIdleConnections = () => {
    if (!watch.writing) closeIdleConnections();
  };
  const instance = fastify({
    serverFactory: (own) => {
      server.on("request", (request, response) => {
        if (draining) response.setHeader("Connection", "close");
        if (handlers.addRoutes !== undefined && request.url?.startsWith("/_mayfly/") === true) own(request, response);
        else void handlers.handle(request, response);
      });
      return server;
    },
    clientErrorHandler: answerBrokenRequest,
  });
  handlers.addRoutes?.(instance);
  await instance.listen({ host: listen.host, port: listen.port });
  return {
    url: urlOf(server),
    async [Symbol.asyncDispose]() {
      draining = true;
      const deadline = setTimeout(() => server.closeAllConnections(), handlers.drainMs);
      // A connection whose request was under way becomes idle, but node closes only those that are idle now.
      const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
      await instance.close().finally(() => {
        watch[Symbol.dispose]();
        clearTimeout(deadline);
        clearInterval(sweep);
      });
    },
  };
}

function urlOf(server: Server): string {
  // A TCP server's address is an AddressInfo once it listens.
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

/** Bytes that are no HTTP request get a sentence, and the server goes on. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = describeBrokenRequest(error.code);
  const body = JSON.stringify({ message });
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

function describeBrokenRequest(code: string | undefined): readonly [status: string, message: string] {
  if (code === "HPE_HEADER_OVERFLOW") return ["431 Request Header Fields Too Large", `The headers of the request are larger than ${headerBytesMax} bytes.`];
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return ["408 Request Timeout", "The request did not arrive in time."];
  return ["400 Bad Request", "This is not an HTTP/1.1 request."];
}

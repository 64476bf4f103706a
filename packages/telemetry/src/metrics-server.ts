import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Metrics } from "./metrics.ts";

/** What a metrics port shows and where. */
export interface MetricsServerOptions {
  readonly metrics: Metrics;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Rejects while the process cannot do its work; the message of the error is shown. One that takes longer than 5 s counts as rejected. */
  readonly check?: () => Promise<void>;
}

/** A metrics port. */
export interface MetricsServer extends AsyncDisposable {
  /** Like http://127.0.0.1:8702 */
  readonly url: string;
}

const checkTimeoutMs = 5_000;

/** Serves Prometheus text at `/metrics`, and at `/health` (and `/healthz`) 200 or, while `check` fails, 503 with the reason. Fails if the port is taken. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { metrics, host, port, check = async () => {} } = options;
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    request.resume();
    void answer(request.method === "GET" ? request.url : undefined, { metrics, check, response });
  });
  server.maxConnections = 64;
  server.listen(port, host);
  await once(server, "listening");
  // A TCP server that listens has an address with a port.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  path: string | undefined,
  { metrics, check, response }: { metrics: Metrics; check: () => Promise<void>; response: ServerResponse },
): Promise<void> {
  try {
    if (path === "/metrics") return send(response, { status: 200, type: "text/plain; version=0.0.4; charset=utf-8", body: await metrics.text() });
    if (path !== "/health" && path !== "/healthz") return send(response, { status: 404, type: "text/plain", body: "There are /metrics and /health here.\n" });
    await withinDeadline(check);
    send(response, { status: 200, type: "application/json", body: JSON.stringify({ status: "ok" }) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    send(response, { status: 503, type: "application/json", body: JSON.stringify({ status: "down", reason }) });
  }
}

async function withinDeadline(check: () => Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("The health check does not answer.")), checkTimeoutMs);
  try {
    await Promise.race([check(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function send(response: ServerResponse, { status, type, body }: { status: number; type: string; body: string }): void {
  response.writeHead(status, { "content-type": type }).end(body);
}

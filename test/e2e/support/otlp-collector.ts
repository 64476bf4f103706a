import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { decodeSpans, type ExportedSpan } from "./otlp-spans.ts";

/** What an OpenTelemetry collector is to its clients: takes spans over OTLP/HTTP and keeps them. */
export interface OtlpCollector extends AsyncDisposable {
  /** For MAYFLY_OTLP_ENDPOINT. */
  readonly url: string;
  /** Every span so far. */
  readonly spans: readonly ExportedSpan[];
  /** Export requests so far, with their headers. */
  readonly requests: readonly { readonly path: string | undefined; readonly headers: Readonly<Record<string, unknown>> }[];
}

/** Starts a collector on a free port of loopback. A `dead` one takes connections and never answers. */
export async function startOtlpCollector({ dead = false } = {}): Promise<OtlpCollector> {
  const spans: ExportedSpan[] = [];
  const requests: { path: string | undefined; headers: Readonly<Record<string, unknown>> }[] = [];
  const server = createServer((request, response) => {
    requests.push({ path: request.url, headers: request.headers });
    void buffer(request).then(
      (body) => {
        spans.push(...decodeSpans(body));
        if (!dead) response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
      },
      () => undefined,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

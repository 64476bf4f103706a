import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { silentLogger } from "./logger.ts";
import { createMetrics } from "./metrics.ts";
import { createTracing } from "./otlp-tracing.ts";
import { parseTraceParent } from "./trace-parent.ts";
import { noTracing } from "./tracing.ts";

interface Export {
  readonly path: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** Takes what an OTLP exporter sends. */
async function startCollector() {
  const exports: Export[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      exports.push({ path: request.url, contentType: request.headers["content-type"], body: Buffer.concat(chunks) });
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    exports,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const traced = { serviceName: "test-service", instanceId: "instance-1", logger: silentLogger, metrics: createMetrics() };
const settings = { traceSampleRatio: 1 };

describe("tracing", () => {
  it("exports a parent and its child as one trace when it is disposed", async () => {
    await using collector = await startCollector();
    const tracing = await createTracing(traced, { ...settings, otlpEndpoint: `${collector.url}/` });
    expect(tracing.enabled).toBe(true);
    const parent = tracing.startSpan("parent-span", { kind: "server", attributes: { "mayfly.function": "hello" } });
    const child = tracing.startSpan("child-span", { traceParent: parent.traceParent, kind: "client" });
    child.setAttribute("mayfly.cold", true);
    child.end(new Error("it broke"));
    child.end();
    parent.end();
    await tracing[Symbol.asyncDispose]();

    const [from, to] = [parseTraceParent(parent.traceParent), parseTraceParent(child.traceParent)];
    expect(to?.traceId).toBe(from?.traceId);
    expect(collector.exports.map(({ path, contentType }) => [path, contentType])).toEqual([["/v1/traces", "application/x-protobuf"]]);
    const body = collector.exports[0]?.body ?? Buffer.alloc(0);
    for (const text of ["parent-span", "child-span", "test-service", "instance-1", "mayfly.function", "hello", "mayfly.cold", "it broke"])
      expect(body.includes(text)).toBe(true);
    const trace = Buffer.from(from?.traceId ?? "", "hex");
    const parentId = Buffer.from(from?.spanId ?? "", "hex");
    expect(occurrences(body, trace)).toBe(2);
    // Once as the parent's own id, once as what the child names.
    expect(occurrences(body, parentId)).toBe(2);
  });

  it("continues the trace of its caller, and does as the caller does about recording", async () => {
    await using collector = await startCollector();
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const tracing = await createTracing(traced, { ...settings, otlpEndpoint: collector.url });
    const recorded = tracing.startSpan("recorded-span", { traceParent: `00-${traceId}-b7ad6b7169203331-01` });
    const unrecorded = tracing.startSpan("unrecorded-span", { traceParent: `00-${traceId}-b7ad6b7169203331-00` });
    recorded.end();
    unrecorded.end();
    await tracing[Symbol.asyncDispose]();
    expect(parseTraceParent(recorded.traceParent)).toMatchObject({ traceId, sampled: true });
    expect(parseTraceParent(unrecorded.traceParent)).toMatchObject({ traceId, sampled: false });
    const sent = Buffer.concat(collector.exports.map(({ body }) => body));
    expect([sent.includes("recorded-span"), sent.includes("unrecorded-span")]).toEqual([true, false]);
  });

  it("records of the traces begun here about the share that is set", async () => {
    await using collector = await startCollector();
    const tracing = await createTracing(traced, { traceSampleRatio: 0.5, otlpEndpoint: collector.url });
    const spans = Array.from({ length: 400 }, () => tracing.startSpan("a-span"));
    for (const span of spans) span.end();
    await tracing[Symbol.asyncDispose]();
    const recorded = spans.filter((span) => parseTraceParent(span.traceParent)?.sampled === true);
    expect(recorded.length).toBeGreaterThan(100);
    expect(recorded.length).toBeLessThan(300);
  });

  it("stops in time though no collector answers, warns, and counts what was lost", async () => {
    const [logger, metrics] = [captureWarnings(), createMetrics()];
    const tracing = await createTracing({ ...traced, logger, metrics }, { ...settings, otlpEndpoint: "http://127.0.0.1:1" });
    tracing.startSpan("a-span").end();
    const start = performance.now();
    await tracing[Symbol.asyncDispose]();
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(logger.warnings).toEqual(["traces not exported"]);
    expect(await metrics.text()).toContain('mayfly_trace_spans_total{outcome="failed"} 1');
  });

  it("is nothing at all without an endpoint or with a ratio of 0, and loads nothing of OpenTelemetry", async () => {
    expect(await createTracing(traced, settings)).toBe(noTracing);
    expect(await createTracing(traced, { traceSampleRatio: 0, otlpEndpoint: "http://127.0.0.1:1" })).toBe(noTracing);
    const script = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ resolve(specifier, context, next) { loaded.push(specifier); return next(specifier, context); } });
      const { createTracing } = await import(process.argv[1]);
      await createTracing({ serviceName: "s", instanceId: "i" }, { traceSampleRatio: 1 });
      process.stdout.write(JSON.stringify(loaded));
    `;
    const module = new URL("otlp-tracing.ts", import.meta.url).href;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script, module]);
    const loaded: unknown = JSON.parse(stdout);
    expect(loaded).toContain("./trace-parent.ts");
    expect(String(loaded)).not.toContain("opentelemetry");
  });
});

function captureWarnings() {
  const warnings: string[] = [];
  return { ...silentLogger, warn: (phrase: string) => void warnings.push(phrase), warnings };
}

function occurrences(body: Buffer, part: Buffer): number {
  let count = 0;
  for (let at = body.indexOf(part); at >= 0; at = body.indexOf(part, at + part.length)) count += 1;
  return count;
}

import { randomBytes } from "node:crypto";
import { InvokeCommand, InvokeWithResponseStreamCommand, LambdaClient, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { headers } from "@nats-io/transport-node";
import { invocationService } from "@mayfly/contracts/services";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClusterSystem } from "./support/cluster-system.ts";
import { callUrl, createUrl, makePublic } from "./support/function-url.ts";
import { createFunction, handlerModule, invoke } from "./support/functions.ts";
import { startOtlpCollector, type OtlpCollector } from "./support/otlp-collector.ts";
import type { ExportedSpan } from "./support/otlp-spans.ts";
import { useSystem } from "./support/shape.ts";
import { startStandaloneSystem } from "./support/standalone-system.ts";
import { clientConfig, type System } from "./support/system.ts";

const shapes = [
  { shape: "standalone", start: startStandaloneSystem, services: { gateway: "mayfly", scheduler: "mayfly", worker: "mayfly" } },
  {
    shape: "separate processes",
    start: startClusterSystem,
    services: { gateway: "mayfly-gateway", scheduler: "mayfly-scheduler", worker: "mayfly-worker" },
  },
];

/** A trace that a client has begun: its ids and its header. */
function beginTrace() {
  const traceId = randomBytes(16).toString("hex");
  const spanId = randomBytes(8).toString("hex");
  return { traceId, spanId, traceParent: `00-${traceId}-${spanId}-01` };
}

/** An SDK client that sends a header with every request. */
function clientWith(system: System, name: string, value: string): LambdaClient {
  const client = new LambdaClient(clientConfig(system));
  client.middlewareStack.add(
    (next) => (args) => {
      // The HTTP request that the SDK builds.
      const { request } = args as { request: { headers: Record<string, string> } };
      request.headers[name] = value;
      return next(args);
    },
    { step: "build" },
  );
  return client;
}

/** The spans of a trace once those of these names have arrived. */
async function spansOf(collector: OtlpCollector, traceId: string, names: readonly string[]): Promise<ReadonlyMap<string, ExportedSpan>> {
  return await waitFor(
    () => {
      const spans = new Map(collector.spans.filter((span) => span.traceId === traceId).map((span) => [span.name, span]));
      return names.every((name) => spans.has(name)) ? spans : undefined;
    },
    { deadlineMs: 10_000, what: `the spans ${names.join(", ")} of ${traceId}, of which came ${collector.spans.map(({ name }) => name).join(", ")}` },
  );
}

/** Every span's parent by name; a parent that is not among the spans by its id. */
function parentsOf(spans: ReadonlyMap<string, ExportedSpan>): Record<string, string> {
  const names = new Map([...spans.values()].map((span) => [span.spanId, span.name]));
  return Object.fromEntries([...spans.values()].map((span) => [span.name, names.get(span.parentSpanId) ?? span.parentSpanId]));
}

describe.each(shapes)("tracing, $shape", ({ start, services }) => {
  let collector: OtlpCollector;
  beforeAll(async () => {
    collector = await startOtlpCollector();
  });
  afterAll(() => collector[Symbol.asyncDispose]());
  const system = useSystem(() => start({ environment: { MAYFLY_OTLP_ENDPOINT: collector.url, MAYFLY_OTLP_HEADERS: "x-tenant=mayfly-test" } }));

  test("a cold invocation is one trace from the client's traceparent through gateway, scheduler and agent", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => process.env._X_AMZN_TRACE_ID"));
    const { traceId, spanId, traceParent } = beginTrace();
    using client = disposable(clientWith(system(), "traceparent", traceParent));

    const seen = await invoke({ name: fn.name, client: client.value });

    const all = await spansOf(collector, traceId, ["Invoke", "invoke function", "acquire lease", "place environment", "start environment", "function"]);
    // A worker that did not prepare the version fetches its package now.
    expect(["start environment", undefined]).toContain(parentsOf(all)["package-store GetPackage"]);
    const spans = new Map([...all].filter(([name]) => name !== "package-store GetPackage"));
    expect(parentsOf(spans)).toEqual({
      Invoke: spanId,
      "invoke function": "Invoke",
      "acquire lease": "invoke function",
      "place environment": "acquire lease",
      "start environment": "place environment",
      function: "invoke function",
    });
    const { gateway, scheduler, worker } = services;
    expect(Object.fromEntries([...spans].map(([name, span]) => [name, span.service]))).toEqual({
      Invoke: gateway,
      "invoke function": gateway,
      "acquire lease": scheduler,
      "place environment": scheduler,
      "start environment": worker,
      function: worker,
    });
    expect(spans.get("function")?.attributes).toMatchObject({ "faas.name": fn.name, "faas.coldstart": true });
    expect([...spans.values()].filter(({ failed }) => failed)).toEqual([]);
    // What the function hands on to whom it calls belongs to the same trace.
    expect(seen.payload).toContain(`Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${spans.get("Invoke")?.spanId};Sampled=1;Lineage=`);
    expect(collector.requests[0]).toMatchObject({ path: "/v1/traces", headers: { "x-tenant": "mayfly-test" } });
  });

  test("a warm invocation continues an X-Ray header, has no scheduler in its trace, and a function that fails is a failed span", async () => {
    await using fn = await createFunction(system(), handlerModule("async (event) => { if (event.fail) throw new Error('no'); }"));
    await invoke(fn);
    const { traceId, spanId } = beginTrace();
    using client = disposable(clientWith(system(), "x-amzn-trace-id", `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${spanId};Sampled=1`));

    // Of two gateways both calls ask the first one, which has held the lease since.
    await client.value.send(new InvokeCommand({ FunctionName: fn.name, Payload: '{"fail":true}' }));

    const spans = await spansOf(collector, traceId, ["Invoke", "invoke function", "function"]);
    expect(parentsOf(spans)).toEqual({ Invoke: spanId, "invoke function": "Invoke", function: "invoke function" });
    expect(spans.get("function")).toMatchObject({ failed: true, attributes: { "faas.coldstart": false } });
  });

  test("gRPC calls and NATS requests are traced from their metadata and header", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    await using grpc = createGrpcClient(invocationService, { address: system().grpcAddresses[0] ?? "" });
    await using nats = await connectNats(system().natsUrl);
    const [overGrpc, overNats] = [beginTrace(), beginTrace()];
    const named = headers();
    named.set("traceparent", overNats.traceParent);

    const metadata = new Map([
      ["authorization", `Bearer ${system().token}`],
      ["traceparent", overGrpc.traceParent],
    ]);
    await grpc.Invoke({ function_name: fn.name }, { headers: metadata });
    await nats.request(`mayfly.invoke.${system().account}.${fn.name}`, "{}", { timeout: 10_000, headers: named });

    for (const { traceId, spanId } of [overGrpc, overNats]) {
      const spans = await spansOf(collector, traceId, ["Invoke", "invoke function", "function"]);
      expect(parentsOf(spans)).toMatchObject({ Invoke: spanId, "invoke function": "Invoke", function: "invoke function" });
    }
  });

  test("a request to a function URL is traced, and its event has the header that the function hands on", async () => {
    await using fn = await createFunction(
      system(),
      handlerModule("async (event) => ({ own: process.env._X_AMZN_TRACE_ID, given: event.headers['x-amzn-trace-id'] })"),
    );
    const url = await createUrl(fn);
    await makePublic(fn);
    const { traceId, spanId, traceParent } = beginTrace();
    const { body } = await callUrl(url, { headers: { traceparent: traceParent } });
    const spans = await spansOf(collector, traceId, ["Invoke", "invoke function"]);
    expect(parentsOf(spans)).toMatchObject({ Invoke: spanId, "invoke function": "Invoke" });
    const { own, given } = JSON.parse(body.toString()) as { readonly own: string; readonly given: string };
    expect(own.replaceAll("-", "")).toContain(traceId);
    expect(given.split(";")[0]).toBe(own.split(";")[0]);
  });

  test("an event's run belongs to the trace that published it, through HTTP and straight to NATS", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    await using nats = await connectNats(system().natsUrl);
    const [overHttp, overNats] = [beginTrace(), beginTrace()];
    using client = disposable(clientWith(system(), "traceparent", overHttp.traceParent));
    const named = headers();
    named.set("traceparent", overNats.traceParent);

    await client.value.send(new InvokeCommand({ FunctionName: fn.name, InvocationType: "Event" }));
    await nats.request(`mayfly.events.${system().account}.${fn.name}`, "{}", { timeout: 5_000, headers: named });

    const published = await spansOf(collector, overHttp.traceId, ["Invoke", "process event", "invoke function", "function"]);
    expect(parentsOf(published)).toMatchObject({
      Invoke: overHttp.spanId,
      "process event": "Invoke",
      "invoke function": "process event",
      function: "invoke function",
    });
    expect(published.get("process event")).toMatchObject({ service: services.scheduler, kind: 5, attributes: { "mayfly.attempt": 0 } });
    const straight = await spansOf(collector, overNats.traceId, ["process event", "invoke function", "function"]);
    expect(parentsOf(straight)).toMatchObject({ "process event": overNats.spanId, "invoke function": "process event", function: "invoke function" });
  });

  test("a streamed invocation's span lasts until the answer is complete", async () => {
    const handler =
      "awslambda.streamifyResponse(async (_event, stream) => { stream.write('a'); await new Promise((r) => setTimeout(r, 300)); stream.end('b'); })";
    await using fn = await createFunction(system(), handlerModule(handler));
    const { traceId, spanId, traceParent } = beginTrace();
    using client = disposable(clientWith(system(), "traceparent", traceParent));

    const answer = await client.value.send(new InvokeWithResponseStreamCommand({ FunctionName: fn.name }));
    const pieces: string[] = [];
    for await (const event of answer.EventStream ?? []) pieces.push(Buffer.from(event.PayloadChunk?.Payload ?? []).toString());

    expect(pieces.join("")).toBe("ab");
    const spans = await spansOf(collector, traceId, ["InvokeWithResponseStream", "invoke function", "function"]);
    expect(parentsOf(spans)).toMatchObject({
      InvokeWithResponseStream: spanId,
      "invoke function": "InvokeWithResponseStream",
      function: "invoke function",
    });
    for (const span of spans.values()) if (span.name.toLowerCase().includes("invoke")) expect(span.durationMs).toBeGreaterThanOrEqual(290);
  });

  test("a control-plane call reaches metadata and the package store in the client's trace; a refusal is no failure of ours", async () => {
    const { traceId, spanId, traceParent } = beginTrace();
    using client = disposable(clientWith(system(), "traceparent", traceParent));
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    const again = new CreateFunctionCommand({
      FunctionName: fn.name,
      Runtime: "nodejs24.x",
      Role: `arn:aws:iam::${system().account}:role/test`,
      Handler: "index.handler",
      Code: { ZipFile: await zipOf(handlerModule("async () => 2")) },
    });

    await expect(client.value.send(again)).rejects.toMatchObject({ name: "ResourceConflictException" });

    const spans = await spansOf(collector, traceId, ["CreateFunction", "metadata CreateFunction", "package-store PutPackage"]);
    expect(parentsOf(spans)).toEqual({
      CreateFunction: spanId,
      "metadata CreateFunction": "CreateFunction",
      "package-store PutPackage": "CreateFunction",
    });
    expect(spans.get("CreateFunction")).toMatchObject({ failed: false, attributes: { "error.type": "ResourceConflict" } });
  });
});

describe("a collector that is not wanted, or not there", () => {
  test("with a ratio of 0 nothing is exported, whoever began the trace", async () => {
    await using collector = await startOtlpCollector();
    {
      await using system = await startStandaloneSystem({ environment: { MAYFLY_OTLP_ENDPOINT: collector.url, MAYFLY_TRACE_SAMPLE_RATIO: "0" } });
      await using fn = await createFunction(system, handlerModule("async () => 1"));
      using client = disposable(clientWith(system, "traceparent", beginTrace().traceParent));
      expect((await invoke({ name: fn.name, client: client.value })).payload).toBe("1");
    }

    expect(collector.requests).toEqual([]);
  }, 60_000);

  test("one that never answers slows and fails neither invocations nor the stop, and is warned of", async () => {
    await using collector = await startOtlpCollector({ dead: true });
    let stopAtMs: number;
    {
      await using system = await startStandaloneSystem({ environment: { MAYFLY_OTLP_ENDPOINT: collector.url } });
      await using fn = await createFunction(system, handlerModule("async () => 1"));
      await invoke(fn);
      const times: number[] = [];
      while (!system.process.output().includes("traces not exported") || times.length < 200) {
        const startedMs = performance.now();
        expect((await invoke(fn)).payload).toBe("1");
        times.push(performance.now() - startedMs);
      }
      expect(collector.requests.length).toBeGreaterThan(0);
      // An export is given up after 3 s: an invocation that waited for one would take that long.
      expect(Math.max(...times)).toBeLessThan(1_000);
      stopAtMs = performance.now();
    }

    expect(performance.now() - stopAtMs).toBeLessThan(10_000);
  }, 60_000);
});

function disposable(client: LambdaClient): { readonly value: LambdaClient } & Disposable {
  return { value: client, [Symbol.dispose]: () => client.destroy() };
}

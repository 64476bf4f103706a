import type { Bus } from "@mayfly/bus/bus";
import { connectNatsBus } from "@mayfly/bus/nats-bus";
import type { CallContext } from "@mayfly/contracts/service-contract";
import { functionFeedService } from "@mayfly/contracts/services";
import { createInvoker, type DisposableInvoker } from "@mayfly/invocation/create-invoker";
import { StubAgent } from "@mayfly/invocation/stub-agent.test-support";
import { functionVersion, identityOf, requestOf, StubDirectory } from "@mayfly/invocation/stub-directory.test-support";
import { systemClock } from "@mayfly/kernel/clock";
import { createGrpcServer } from "@mayfly/rpc/grpc-server";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { noTracing } from "@mayfly/telemetry/tracing";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { jetstream } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { expect, test } from "vitest";
import { SchedulerBucket } from "./adapters/jetstream/scheduler-bucket.ts";
import { serveScheduler } from "./main.ts";

const region = "us-east-1";
const hello = identityOf("hello");

/** A change feed over gRPC that knows one function and waits for ever. */
async function serveFeed(): Promise<{ readonly address: string } & AsyncDisposable> {
  const server = createGrpcServer({
    services: [
      {
        contract: functionFeedService,
        handlers: {
          ReportMappingResult: async () => ({}),
          async *Watch(_requests: AsyncIterable<unknown>, call: CallContext) {
            yield { changes: [{ sequence: 1, upserted: functionVersion(hello, 1) }], caught_up: true, sequence: 1 };
            await new Promise<void>((resolve) => call.signal.addEventListener("abort", () => resolve()));
          },
        },
      },
    ],
    reflection: false,
  });
  const port = await server.start({ host: "127.0.0.1", port: 0 });
  return { address: `127.0.0.1:${port}`, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

function settings(nats: { readonly url: string }, feed: { readonly address: string }): Record<string, string> {
  return { MAYFLY_NATS_URL: nats.url, MAYFLY_METADATA_ADDRESS: feed.address, MAYFLY_EVENTS_BYTES_MAX: "16777216", MAYFLY_LOG_LEVEL: "silent" };
}

/** A gateway's invoker that knows the function `hello`. */
function invokerOfHello(bus: Bus): DisposableInvoker {
  const directory = new StubDirectory();
  directory.put(hello, 1);
  return createInvoker({
    bus,
    region,
    holderId: "gateway-1",
    directory,
    clock: systemClock,
    logger: silentLogger,
    metrics: createMetrics(),
    tracing: noTracing,
  });
}

test("`serve scheduler` leases environments of an agent to an invoker over NATS, and runs events", async () => {
  await using nats = await startTestNats();
  await using feed = await serveFeed();
  await using _scheduler = await serveScheduler(settings(nats, feed));
  await using agentBus = await connectNatsBus({ servers: nats.url, name: "agent" });
  await using agent = new StubAgent({ bus: agentBus, region, agentId: "agent-1", clock: systemClock });
  await using bus = await connectNatsBus({ servers: nats.url, name: "gateway" });
  await using invoker = invokerOfHello(bus);

  const event = Buffer.alloc(3_000_000, "x");
  expect((await invoker.invoke(requestOf(hello, event))).payload.equals(event)).toBe(true);
  await Promise.all(Array.from({ length: 200 }, (_, i) => invoker.invoke(requestOf(hello, Buffer.from(String(i))))));
  expect(agent.breaches).toEqual([]);

  const before = agent.invocations;
  await jetstream(bus.connection).publish("mayfly.events.000000000000.hello", "{}");
  await waitFor(() => agent.invocations === before + 1, { what: "the event to run" });
});

test("an agent whose process is killed is noticed at once by the next invocation, which another agent answers", async () => {
  await using nats = await startTestNats();
  await using feed = await serveFeed();
  await using _scheduler = await serveScheduler(settings(nats, feed));
  await using bus = await connectNatsBus({ servers: nats.url, name: "gateway" });
  await using invoker = invokerOfHello(bus);
  const firstBus = await connectNatsBus({ servers: nats.url, name: "agent-1" });
  const first = new StubAgent({ bus: firstBus, region, agentId: "agent-1", clock: systemClock });
  await invoker.invoke(requestOf(hello, Buffer.from("1")));
  first.mute = true;
  await firstBus.connection.close();
  await using secondBus = await connectNatsBus({ servers: nats.url, name: "agent-2" });
  await using _second = new StubAgent({ bus: secondBus, region, agentId: "agent-2", clock: systemClock });

  const startedMs = performance.now();
  const answer = await invoker.invoke(requestOf(hello, Buffer.from("2")));

  expect(answer.payload.toString()).toBe("2");
  expect(performance.now() - startedMs).toBeLessThan(1_500);
});

test("every scheduler gets a term of its own, also of ten that start at once, and agents are remembered between them", async () => {
  await using nats = await startTestNats();
  await using bus = await connectNatsBus({ servers: nats.url, name: "test" });
  const buckets = await Promise.all(Array.from({ length: 10 }, () => SchedulerBucket.open(bus.connection, region, silentLogger)));

  const terms = await Promise.all(buckets.map((bucket) => bucket.nextTerm()));
  expect(terms.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

  const [one, other] = buckets;
  await one?.join("agent-1");
  await one?.join("agent-2");
  await one?.leave("agent-1");
  expect(await other?.list()).toEqual(["agent-2"]);
  expect(await new Kvm(bus.connection).open("MAYFLY_SCHEDULER")).toBeDefined();
});

import { randomBytes } from "node:crypto";
import { MemoryHub, type MemoryHubOptions } from "@mayfly/bus/memory-hub";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { systemClock } from "@mayfly/kernel/clock";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { forbiddenTracing } from "@mayfly/testkit/forbidden-tracing";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import type { IncomingInvocation } from "./agent-channel.ts";
import { serveInvocations } from "./agent-half.ts";
import { createInvoker, type InvokerLimits } from "./create-invoker.ts";
import { StubAgent, type StubAgentOptions } from "./stub-agent.test-support.ts";
import { identityOf, requestOf, StubDirectory } from "./stub-directory.test-support.ts";
import { StubScheduler, type StubSchedulerOptions } from "./stub-scheduler.test-support.ts";

const region = "us-east-1";
const hello = identityOf("hello");
const done = { duration_ms: 1, billed_ms: 1, memory_max_mib: 40, reusable: true };

function start(
  options: { hub?: MemoryHubOptions; agent?: Partial<StubAgentOptions>; scheduler?: Partial<StubSchedulerOptions>; limits?: Partial<InvokerLimits> } = {},
) {
  const stack = new AsyncDisposableStack();
  const hub = new MemoryHub(options.hub);
  const directory = new StubDirectory();
  directory.put(hello, 1);
  const agent = stack.use(new StubAgent({ bus: hub.connect(), region, agentId: "agent-1", clock: systemClock, ...options.agent }));
  const scheduler = stack.use(new StubScheduler({ bus: hub.connect(), region, agentId: "agent-1", ...options.scheduler }));
  const bus = hub.connect();
  const invoker = stack.use(
    createInvoker({
      bus,
      region,
      holderId: "gateway-1",
      directory,
      clock: systemClock,
      logger: silentLogger,
      metrics: createMetrics(),
      tracing: forbiddenTracing,
      limits: { drainMs: 100, ...options.limits },
    }),
  );
  return { hub, bus, directory, agent, scheduler, invoker, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test.for([0, 2, 100, 262_143, 262_144, 262_145, 1_048_577, 6_291_456])("an event of %i bytes arrives and comes back whole", async (size) => {
  await using system = start();
  const event = randomBytes(size);

  const answer = await system.invoker.invoke(requestOf(hello, event));

  expect(answer.payload.equals(event)).toBe(true);
  expect(answer).toMatchObject({ functionError: "", contentType: "application/json" });
});

test("a function's error is an answer, not an exception", async () => {
  await using system = start({
    agent: {
      onInvocation(invocation, finish) {
        finish();
        invocation.answer({ head: {}, payload: Buffer.from(`{"errorType":"Error"}`), end: { function_error: "Unhandled" }, done });
      },
    },
  });

  const answer = await system.invoker.invoke(requestOf(hello, Buffer.from("{}")));

  expect(answer.functionError).toBe("Unhandled");
  expect(answer.payload.toString()).toBe(`{"errorType":"Error"}`);
});

test("the log's tail comes with `done`, and only if it was asked for", async () => {
  await using system = start();

  const withTail = await system.invoker.invoke({ ...requestOf(hello, Buffer.from("{}")), logTail: true });
  const without = await system.invoker.invoke(requestOf(hello, Buffer.from("{}")));

  expect(withTail.logTail.toString()).toBe("REPORT");
  expect(without.logTail.length).toBe(0);
});

test("the client is answered at `end`, but the lease is taken again only after `done`", async () => {
  const waiting: (() => void)[] = [];
  await using system = start({
    agent: {
      onInvocation(invocation, finish) {
        invocation.answer({ head: {}, payload: Buffer.from("1"), end: {} });
        waiting.push(() => {
          finish();
          invocation.done(done);
        });
      },
    },
  });

  await system.invoker.invoke(requestOf(hello, Buffer.from("{}")));
  await system.invoker.invoke(requestOf(hello, Buffer.from("{}")));

  expect(system.scheduler.acquired).toHaveLength(2);
  expect(system.agent.breaches).toEqual([]);
  for (const finish of waiting) finish();
  await waitFor(() => system.invoker.openInvocations === 0, { what: "both to be over" });
  await system.invoker.invoke(requestOf(hello, Buffer.from("{}")));
  expect(system.scheduler.acquired).toHaveLength(2);
  waiting.at(-1)?.();
});

test("a fenced lease is replaced by another, and the invocation runs once", async () => {
  await using system = start();
  await system.invoker.invoke(requestOf(hello, Buffer.from("1")));
  for (const environment of system.agent.environments.values()) environment.lease = { ...environment.lease, epoch_counter: 99 };

  const answer = await system.invoker.invoke(requestOf(hello, Buffer.from("2")));

  expect(answer.payload.toString()).toBe("2");
  expect(system.agent.fenced).toBe(1);
});

test("an environment that is not reusable is not invoked again", async () => {
  await using system = start({
    agent: {
      onInvocation(invocation, finish) {
        finish();
        invocation.answer({ head: {}, payload: Buffer.from("1"), end: {}, done: { ...done, reusable: false } });
      },
    },
  });

  await system.invoker.invoke(requestOf(hello, Buffer.from("{}")));
  await system.invoker.invoke(requestOf(hello, Buffer.from("{}")));

  expect(system.agent.placements).toBe(2);
});

test("a streamed answer arrives in order while the function still writes, with no more than the channel's credit under way", async () => {
  let written = 0;
  let blockedAt = 0;
  await using system = start({
    agent: {
      onInvocation(invocation, finish) {
        void (async () => {
          invocation.head({ content_type: "text/plain", streaming: true });
          for (let i = 0; i < 40; i += 1) {
            const wait = invocation.chunk(Buffer.alloc(100_000, i));
            written += 100_000;
            if (wait !== undefined && blockedAt === 0) blockedAt = written;
            await wait;
          }
          finish();
          invocation.end({});
          invocation.done(done);
        })();
      },
    },
  });

  const answer = await system.invoker.invokeStreaming(requestOf(hello, Buffer.from("{}")));
  await waitFor(() => blockedAt > 0, { what: "the function to be held up" });
  expect(answer.head).toMatchObject({ content_type: "text/plain", streaming: true });
  expect(blockedAt).toBeLessThanOrEqual(1_048_576 + 100_000);
  const received: Buffer[] = [];
  for await (const chunk of answer.chunks) received.push(chunk);

  const whole = Buffer.concat(received);
  expect(whole.length).toBe(4_000_000);
  for (let i = 0; i < 40; i += 1) expect(whole[i * 100_000]).toBe(i);
  expect(await answer.end).toMatchObject({ function_error: "" });
  expect(await answer.done).toMatchObject({ reusable: true });
});

test("an error midstream whose details are larger than a message arrives, cut to what one frame takes", async () => {
  await using system = start({
    agent: {
      onInvocation(invocation, finish) {
        void (async () => {
          invocation.head({ streaming: true });
          await invocation.chunk(Buffer.alloc(262_144, 1));
          finish();
          invocation.end({ function_error: "Unhandled", stream_error_type: "Error", stream_error_body: "\u00e9".repeat(3_000_000) });
          invocation.done(done);
        })();
      },
    },
  });

  const answer = await system.invoker.invokeStreaming(requestOf(hello, Buffer.from("{}")));
  const received = await Array.fromAsync(answer.chunks);
  const end = await answer.end;

  expect(Buffer.concat(received).length).toBe(262_144);
  expect(end.stream_error_type).toBe("Error");
  expect(Buffer.byteLength(end.stream_error_body)).toBe(262_144);
});

test("a reader that leaves a streamed answer early does not hold up the function", async () => {
  let finished = false;
  await using system = start({
    agent: {
      onInvocation(invocation, finish) {
        void (async () => {
          invocation.head({ streaming: true });
          for (let i = 0; i < 40; i += 1) await invocation.chunk(Buffer.alloc(100_000));
          finish();
          finished = true;
          invocation.end({});
          invocation.done(done);
        })();
      },
    },
  });

  const answer = await system.invoker.invokeStreaming(requestOf(hello, Buffer.from("{}")));
  for await (const chunk of answer.chunks) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }

  await answer.done;
  expect(finished).toBe(true);
});

test("an agent that leaves in the middle of a streamed answer fails the stream, and the end of it", async () => {
  await using system = start({
    agent: {
      onInvocation(invocation) {
        invocation.head({ streaming: true });
        void invocation.chunk(Buffer.from("begun"));
      },
    },
  });
  const answer = await system.invoker.invokeStreaming(requestOf(hello, Buffer.from("{}")));

  system.agent.report(true);

  await expect(answer.end).rejects.toMatchObject({ code: "Service" });
  await expect(Array.fromAsync(answer.chunks)).rejects.toMatchObject({ code: "Service" });
});

test("an invocation that was accepted is never sent again, even though its agent is lost", async () => {
  let runs = 0;
  await using system = start({ agent: { onInvocation: () => void (runs += 1) } });
  const lost = system.invoker.invoke(requestOf(hello, Buffer.from("{}")));
  await waitFor(() => runs === 1, { what: "the invocation to run" });
  await new Promise((resolve) => setTimeout(resolve, 20));

  system.agent.report(true);

  await expect(lost).rejects.toMatchObject({ code: "Service" });
  expect(runs).toBe(1);
});

test("an agent that falls silent is given up within three seconds", async () => {
  await using system = start({ agent: { onInvocation: () => undefined } });
  const startedMs = performance.now();
  const lost = system.invoker.invoke(requestOf(hello, Buffer.from("{}")));
  await waitFor(() => system.agent.peakBusy === 1, { what: "the invocation to run" });

  system.agent.mute = true;

  await expect(lost).rejects.toMatchObject({ code: "Service" });
  expect(performance.now() - startedMs).toBeLessThan(3_000);
});

test("cut off from the bus, invocations are answered ServiceUnavailable, and after it they work again", async () => {
  await using system = start({ limits: { schedulerGraceMs: 200 } });
  await system.invoker.invoke(requestOf(hello, Buffer.from("1")));

  system.bus.disconnect();
  await expect(system.invoker.invoke(requestOf(hello, Buffer.from("2")))).rejects.toMatchObject({ code: "ServiceUnavailable" });
  system.bus.reconnect();

  expect((await system.invoker.invoke(requestOf(hello, Buffer.from("3")))).payload.toString()).toBe("3");
  expect(system.agent.placements).toBe(1);
});

test("a lease that becomes free serves the waiter, and the request that is still waiting is withdrawn", async () => {
  let grants = 0;
  await using system = start({
    scheduler: {
      onAcquire(_request, grant) {
        grants += 1;
        if (grants === 1) grant();
      },
    },
    agent: {
      onInvocation(invocation, finish) {
        setTimeout(() => {
          finish();
          invocation.answer({ head: {}, payload: Buffer.from("1"), end: {}, done });
        }, 50);
      },
    },
  });

  await Promise.all([1, 2].map(() => system.invoker.invoke(requestOf(hello, Buffer.from("{}")))));

  await waitFor(() => system.scheduler.released.length === 1, { what: "the withdrawal" });
  expect(system.scheduler.released[0]).toMatchObject({ lease_id: "", request_id: system.scheduler.acquired[1]?.request_id });
});

test("a refusal by the scheduler reaches the invocation with its reason", async () => {
  await using system = start({
    scheduler: {
      onAcquire: (_request, _grant, answer) =>
        answer({ refusal: { code: "TooManyRequests", message: "Rate Exceeded.", reason: "ConcurrentInvocationLimitExceeded", retry_after_ms: 1_500 } }),
    },
  });

  await expect(system.invoker.invoke(requestOf(hello, Buffer.from("{}")))).rejects.toMatchObject({
    code: "TooManyRequests",
    publicMessage: "Rate Exceeded.",
    details: { Reason: "ConcurrentInvocationLimitExceeded" },
    retryAfterSeconds: 2,
  });
});

test("idle leases are given back after their time", async () => {
  await using system = start({ limits: { leaseIdleMs: 10 } });
  await system.invoker.invoke(requestOf(hello, Buffer.from("{}")));
  expect(system.invoker.leaseCount).toBe(1);

  await waitFor(() => system.scheduler.released.length === 1, { what: "the release" });
  expect(system.invoker.leaseCount).toBe(0);
});

test("garbage on the agent's subjects is ignored, and invocations go on", async () => {
  await using system = start();
  await system.invoker.invoke(requestOf(hello, Buffer.from("1")));

  const stranger = system.hub.connect();
  for (const subject of [
    internalSubjects.invoke(region, "agent-1"),
    internalSubjects.invokerFrames(region, "agent-1", "nobody"),
    internalSubjects.agentReport(region),
  ]) {
    stranger.publish(subject, Buffer.from("garbage \xff\xfe"), { replyTo: stranger.createInbox() });
    stranger.publish(subject, Buffer.alloc(0));
  }

  expect((await system.invoker.invoke(requestOf(hello, Buffer.from("2")))).payload.toString()).toBe("2");
});

test("a small buffered invocation is one message each way", async () => {
  const seen: string[] = [];
  await using system = start({ hub: { faults: { onDelivery: (subject) => (seen.push(subject), 0) } } });
  await system.invoker.invoke(requestOf(hello, Buffer.from("1")));
  seen.length = 0;

  await system.invoker.invoke(requestOf(hello, Buffer.from("2")));

  const channel = seen.filter((subject) => subject.startsWith("_INBOX") || subject.includes(".agent."));
  expect(channel).toHaveLength(2);
});

test("calls out of order are refused where they are made", async () => {
  const taken = Promise.withResolvers<IncomingInvocation>();
  const hub = new MemoryHub();
  await using _server = serveInvocations({
    bus: hub.connect(),
    region,
    agentId: "agent-2",
    clock: systemClock,
    logger: silentLogger,
    onInvocation: taken.resolve,
  });
  const directory = new StubDirectory();
  directory.put(hello, 1);
  await using _scheduler = new StubScheduler({
    bus: hub.connect(),
    region,
    agentId: "agent-2",
    onAcquire: (_request, _grant, answer) =>
      answer({ lease: { lease_id: "l", epoch_term: 1, epoch_counter: 1, agent_id: "agent-2", environment_id: "e", generation: 1 } }),
  });
  await using invoker = createInvoker({
    bus: hub.connect(),
    region,
    holderId: "gateway-1",
    directory,
    clock: systemClock,
    logger: silentLogger,
    metrics: createMetrics(),
    tracing: forbiddenTracing,
  });
  const answer = invoker.invoke(requestOf(hello, Buffer.from("1")));
  const invocation = await taken.promise;

  expect(() => invocation.head({})).toThrow("head is not allowed");
  invocation.accept();
  expect(() => invocation.accept()).toThrow("accept is not allowed");
  expect(() => invocation.done({})).toThrow("done is not allowed");
  invocation.answer({ head: {}, payload: Buffer.from("2"), end: {}, done });
  expect((await answer).payload.toString()).toBe("2");
});

import { MemoryHub, type MemoryHubOptions } from "@mayfly/bus/memory-hub";
import { PlatformError } from "@mayfly/errors/platform-error";
import { createInvoker, type DisposableInvoker, type InvokerLimits } from "@mayfly/invocation/create-invoker";
import { echo, StubAgent, type StubAgentOptions } from "@mayfly/invocation/stub-agent.test-support";
import { identityOf, requestOf, StubDirectory } from "@mayfly/invocation/stub-directory.test-support";
import { systemClock } from "@mayfly/kernel/clock";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { forbiddenTracing } from "@mayfly/testkit/forbidden-tracing";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { expect, test } from "vitest";
import { defaultSchedulerLimits, type SchedulerLimits } from "./core/scheduler-limits.ts";
import { LeaseScheduler } from "./lease-scheduler.ts";
import { noMembership, type AgentMembership } from "./ports/agent-membership.ts";

const region = "us-east-1";
const hello = identityOf("hello");

/** Scheduler, agents and invokers on one in-memory bus. */
class Cluster implements AsyncDisposable {
  readonly hub: MemoryHub;
  readonly directory = new StubDirectory();
  /** What the schedulers log. */
  readonly logger = captureLogger();
  readonly #stack = new AsyncDisposableStack();
  #terms = 0;

  constructor(options: MemoryHubOptions = {}) {
    this.hub = new MemoryHub(options);
  }

  scheduler(limits: Partial<SchedulerLimits> = {}, membership: AgentMembership = noMembership): LeaseScheduler {
    this.#terms += 1;
    const bus = this.hub.connect();
    return this.#stack.use(
      new LeaseScheduler({
        bus,
        region,
        directory: this.directory,
        membership,
        clock: systemClock,
        random: Math.random,
        createId: () => crypto.randomUUID(),
        term: this.#terms,
        logger: this.logger,
        metrics: createMetrics(),
        tracing: forbiddenTracing,
        limits: { ...defaultSchedulerLimits, ...limits },
      }),
    );
  }

  agent(agentId: string, options: Partial<StubAgentOptions> = {}): StubAgent {
    return this.#stack.use(new StubAgent({ bus: this.hub.connect(), region, agentId, clock: systemClock, ...options }));
  }

  invoker(holderId: string, limits: Partial<InvokerLimits> = {}): DisposableInvoker {
    return this.#stack.use(
      createInvoker({
        bus: this.hub.connect(),
        region,
        holderId,
        directory: this.directory,
        clock: systemClock,
        logger: silentLogger,
        metrics: createMetrics(),
        tracing: forbiddenTracing,
        limits,
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error("the condition did not come true in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("the first invocation starts an environment and the next ones reuse it", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  const agent = cluster.agent("agent-1");
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");

  for (let i = 0; i < 20; i += 1) {
    const answer = await invoker.invoke(requestOf(hello, Buffer.from(`{"i":${i}}`)));
    expect(answer.payload.toString()).toBe(`{"i":${i}}`);
  }

  expect(agent.placements).toBe(1);
  expect(agent.breaches).toEqual([]);
});

test("1,000 invocations at concurrency 50 through two invokers all answer, and no environment ever runs two at a time", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  const agents = [cluster.agent("agent-1", { initMs: 5, memoryMib: 8_192 }), cluster.agent("agent-2", { initMs: 5, memoryMib: 8_192 })];
  cluster.scheduler();
  const invokers = [cluster.invoker("gateway-1"), cluster.invoker("gateway-2")];

  let next = 0;
  const client = async (): Promise<void> => {
    while (next < 1_000) {
      const number = next++;
      const answer = await invokers[number % 2]?.invoke(requestOf(hello, Buffer.from(String(number))));
      expect(answer?.payload.toString()).toBe(String(number));
    }
  };
  await Promise.all(Array.from({ length: 50 }, client));

  expect(agents.flatMap((agent) => agent.breaches)).toEqual([]);
  // Each of the two invokers may hold as many leases as it had invocations at a time.
  expect(agents.reduce((sum, agent) => sum + agent.placements, 0)).toBeLessThanOrEqual(100);
});

test("a function at the account's concurrency limit is throttled with AWS's reason, never run beyond it", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  const agent = cluster.agent("agent-1", { onInvocation: (invocation, finish) => setTimeout(() => echo(invocation, finish), 300) });
  cluster.scheduler({ accountConcurrencyMax: 3, revocationMs: 50 });
  const invoker = cluster.invoker("gateway-1");

  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => invoker.invoke(requestOf(hello, Buffer.from("{}")))));

  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(3);
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [PlatformError.from(outcome.reason)] : []));
  expect(errors).toHaveLength(2);
  for (const error of errors)
    expect(error).toMatchObject({ code: "TooManyRequests", publicMessage: "Rate Exceeded.", details: { Reason: "ConcurrentInvocationLimitExceeded" } });
  expect(agent.peakBusy).toBe(3);
});

test("an idle lease of another function is asked back before a function is throttled", async () => {
  await using cluster = new Cluster();
  const other = identityOf("other");
  cluster.directory.put(hello, 1);
  cluster.directory.put(other, 2);
  cluster.agent("agent-1");
  cluster.scheduler({ accountConcurrencyMax: 1 });
  const invoker = cluster.invoker("gateway-1");
  await invoker.invoke(requestOf(hello, Buffer.from("1")));

  const answer = await invoker.invoke(requestOf(other, Buffer.from("2")));

  expect(answer.payload.toString()).toBe("2");
});

test("idle environments of other functions make room when memory is full", async () => {
  await using cluster = new Cluster();
  cluster.agent("agent-1", { memoryMib: 256 });
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");
  const functions = ["a", "b", "c", "d"].map(identityOf);
  functions.forEach((identity, index) => cluster.directory.put(identity, index + 1));

  for (const identity of functions) expect((await invoker.invoke(requestOf(identity, Buffer.from("1")))).payload.toString()).toBe("1");
});

test("after an update only environments of the new generation run, and the old ones are gone", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  const agent = cluster.agent("agent-1");
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");
  await invoker.invoke(requestOf(hello, Buffer.from("1")));

  cluster.directory.put(hello, 2);
  await invoker.invoke(requestOf(hello, Buffer.from("2")));

  await eventually(() => agent.environments.size === 1);
  expect([...agent.environments.values()].map((environment) => environment.spec.generation)).toEqual([2]);
});

test("a deleted function is not found, and its environments end", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  const agent = cluster.agent("agent-1");
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");
  await invoker.invoke(requestOf(hello, Buffer.from("1")));

  cluster.directory.delete(hello);

  await expect(invoker.invoke(requestOf(hello, Buffer.from("2")))).rejects.toMatchObject({ code: "ResourceNotFound" });
  await eventually(() => agent.environments.size === 0);
});

test("an invocation that comes before any agent waits for one", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");

  const answer = invoker.invoke(requestOf(hello, Buffer.from("1")));
  await new Promise((resolve) => setImmediate(resolve));
  cluster.agent("agent-1");

  expect((await answer).payload.toString()).toBe("1");
});

test("without any agent an invocation is answered ServiceUnavailable at its deadline", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1", { leaseWaitMs: 300 });

  await expect(invoker.invoke(requestOf(hello, Buffer.from("1")))).rejects.toMatchObject({ code: "ServiceUnavailable" });
});

test("warm invocations go on while the scheduler is away, and cold ones once a new one has rebuilt its state", async () => {
  await using cluster = new Cluster();
  const other = identityOf("other");
  cluster.directory.put(hello, 1);
  cluster.directory.put(other, 2);
  const agent = cluster.agent("agent-1");
  const first = cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");
  await invoker.invoke(requestOf(hello, Buffer.from("1")));
  await first[Symbol.asyncDispose]();

  expect((await invoker.invoke(requestOf(hello, Buffer.from("2")))).payload.toString()).toBe("2");
  const cold = invoker.invoke(requestOf(other, Buffer.from("3")));
  await cluster.scheduler({}, { ...noMembership, list: async () => ["agent-1"] }).rebuilt;

  expect((await cold).payload.toString()).toBe("3");
  expect((await invoker.invoke(requestOf(hello, Buffer.from("4")))).payload.toString()).toBe("4");
  expect(agent.placements).toBe(2);
});

test("a starting scheduler waits at most two seconds for a known agent that has gone", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  cluster.agent("agent-2");
  const left: string[] = [];
  const startedMs = performance.now();

  await cluster.scheduler({}, { list: async () => ["agent-1"], join: async () => undefined, leave: async (agentId) => void left.push(agentId) }).rebuilt;

  const tookMs = performance.now() - startedMs;
  expect(tookMs).toBeGreaterThan(1_900);
  expect(tookMs).toBeLessThan(2_600);
  expect(left).toEqual(["agent-1"]);
});

test("a scheduler that cannot read which agents there were says so and grants leases to those that report", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  cluster.agent("agent-1");
  const unreadable: AgentMembership = { ...noMembership, list: () => Promise.reject(new PlatformError("ServiceUnavailable", "No answer.")) };

  await cluster.scheduler({}, unreadable).rebuilt;

  expect(cluster.logger.entries).toContainEqual(expect.objectContaining({ level: "warn", phrase: "known agents not readable" }));
  expect((await cluster.invoker("gateway-1").invoke(requestOf(hello, Buffer.from("1")))).payload.toString()).toBe("1");
});

test("when an agent is lost, only what ran on it fails, and the next invocation goes to another", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  const hanging = cluster.agent("agent-1", { onInvocation: () => undefined });
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");
  const startedMs = performance.now();
  const lost = invoker.invoke(requestOf(hello, Buffer.from("1")));
  await eventually(() => hanging.peakBusy === 1);
  cluster.agent("agent-2");

  await hanging[Symbol.asyncDispose]();

  await expect(lost).rejects.toMatchObject({ code: "Service" });
  expect(performance.now() - startedMs).toBeLessThan(3_500);
  expect((await invoker.invoke(requestOf(hello, Buffer.from("2")))).payload.toString()).toBe("2");
});

test("a lease on an agent that nobody serves any more is replaced at once, and the invocation answers", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  const first = cluster.agent("agent-1");
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");
  await invoker.invoke(requestOf(hello, Buffer.from("1")));
  await first[Symbol.asyncDispose]();
  cluster.agent("agent-2");

  const startedMs = performance.now();
  const answer = await invoker.invoke(requestOf(hello, Buffer.from("2")));

  expect(answer.payload.toString()).toBe("2");
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});

test("with every tenth message lost, each invocation is answered or fails, and no environment runs two at a time", async () => {
  const seed = Math.floor(Math.random() * 1e9);
  let state = seed;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  await using cluster = new Cluster({
    faults: { onDelivery: (subject) => (!subject.includes(".invoke") && !subject.startsWith("_INBOX") && random() < 0.1 ? "drop" : 0) },
  });
  cluster.directory.put(hello, 1);
  const agents = [cluster.agent("agent-1"), cluster.agent("agent-2")];
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1", { leaseWaitMs: 2_000, leaseIdleMs: 20 });

  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => invoker.invoke(requestOf(hello, Buffer.from(String(i))))));

  expect(outcomes.filter((outcome) => outcome.status === "fulfilled").length, `seed ${seed}`).toBeGreaterThan(50);
  expect(agents.flatMap((agent) => agent.breaches)).toEqual([]);
});

test("disposing an invoker finishes what runs and gives its leases back", async () => {
  await using cluster = new Cluster();
  cluster.directory.put(hello, 1);
  const agent = cluster.agent("agent-1", { onInvocation: (invocation, finish) => setTimeout(() => echo(invocation, finish), 100) });
  cluster.scheduler();
  const invoker = cluster.invoker("gateway-1");
  const running = invoker.invoke(requestOf(hello, Buffer.from("1")));
  await eventually(() => agent.peakBusy === 1);

  await invoker[Symbol.asyncDispose]();

  expect((await running).payload.toString()).toBe("1");
  expect(invoker.leaseCount).toBe(0);
  const second = cluster.invoker("gateway-2");
  await second.invoke(requestOf(hello, Buffer.from("2")));
  expect(agent.placements).toBe(1);
});

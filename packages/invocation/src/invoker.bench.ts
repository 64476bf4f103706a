/**
 * What the warm invocation path costs without gateway and runtime: `node packages/invocation/src/invoker.bench.ts`.
 * Invoker, agent's half and an echoing agent in one process on the in-memory bus; prints µs per invocation, beside the cost
 * of its parts measured alone.
 */
import { MemoryHub } from "@mayfly/bus/memory-hub";
import { systemClock } from "@mayfly/kernel/clock";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { noTracing } from "@mayfly/telemetry/tracing";
import { createInvoker, type DisposableInvoker } from "./create-invoker.ts";
import { StubAgent } from "./stub-agent.test-support.ts";
import { identityOf, requestOf, StubDirectory } from "./stub-directory.test-support.ts";
import { StubScheduler } from "./stub-scheduler.test-support.ts";
import { agentFrameCodec } from "./wire/agent-frame.ts";
import { invokerFrameCodec } from "./wire/invoker-frame.ts";

const region = "us-east-1";
const identity = identityOf("hello");
const payload = Buffer.from(JSON.stringify({ key: "x".repeat(100) }));
const requestId = crypto.randomUUID();

const hub = new MemoryHub();
const directory = new StubDirectory();
directory.put(identity, 1);
await using _agent = new StubAgent({ bus: hub.connect(), region, agentId: "agent-1", clock: systemClock });
await using _scheduler = new StubScheduler({ bus: hub.connect(), region, agentId: "agent-1" });
await using invoker = createInvoker({
  bus: hub.connect(),
  region,
  holderId: "gateway-1",
  directory,
  clock: systemClock,
  logger: silentLogger,
  metrics: createMetrics(),
  tracing: noTracing,
});

async function measure(target: DisposableInvoker, concurrency: number, total: number): Promise<number> {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next++ < total) await target.invoke(requestOf(identity, payload, requestId));
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: concurrency }, client));
  return ((performance.now() - startedMs) * 1000) / total;
}

function measureSync(total: number, call: () => void): number {
  for (let i = 0; i < total / 10; i += 1) call();
  const startedMs = performance.now();
  for (let i = 0; i < total; i += 1) call();
  return ((performance.now() - startedMs) * 1000) / total;
}

for (const concurrency of [1, 8, 64]) {
  await measure(invoker, concurrency, 20_000);
  console.log(`invoke at concurrency ${concurrency}: ${(await measure(invoker, concurrency, 50_000)).toFixed(1)} µs`);
}

const start = {
  environment_id: requestId,
  lease_id: requestId,
  epoch_term: 1,
  epoch_counter: 7,
  request_id: requestId,
  invoked_function_arn: "arn:aws:lambda:us-east-1:000000000000:function:hello",
  trace_header: "",
  client_context: "",
  payload_bytes: payload.length,
  log_tail: false,
  initial_credit_bytes: 1_048_576,
  response_stream: false,
  trace_parent: "",
  channel_id: "-INBOX-m1-i-3-1",
};
const first = invokerFrameCodec.encode({ invoke: start, chunk: payload });
const answer = {
  accepted: true,
  head: { content_type: "application/json" },
  chunk: payload,
  end: {},
  done: { duration_ms: 1.23, billed_ms: 2, memory_max_mib: 40, reusable: true },
};
const last = agentFrameCodec.encode(answer);
console.log(
  `encode first frame (${first.length} B): ${measureSync(200_000, () => void invokerFrameCodec.encode({ invoke: start, chunk: payload })).toFixed(2)} µs`,
);
console.log(`decode first frame: ${measureSync(200_000, () => void invokerFrameCodec.decode(first)).toFixed(2)} µs`);
console.log(`encode answer (${last.length} B): ${measureSync(200_000, () => void agentFrameCodec.encode(answer)).toFixed(2)} µs`);
console.log(`decode answer: ${measureSync(200_000, () => void agentFrameCodec.decode(last)).toFixed(2)} µs`);
const outcomes = createMetrics().counter({ name: "mayfly_bench_total", help: "bench", labels: ["outcome"] });
console.log(`count one outcome: ${measureSync(200_000, () => outcomes.add({ outcome: "answered" })).toFixed(2)} µs`);

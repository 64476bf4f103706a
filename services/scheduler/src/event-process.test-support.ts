/**
 * A whole invocation path in a process of its own, to be killed by tests: scheduler with event pipeline on the NATS of the
 * first argument, and a worker without sandboxes that appends "start REQUEST-ID" and "end REQUEST-ID" to the file of the
 * second. An event `{"ms":N}` takes so long.
 */
import { appendFileSync } from "node:fs";
import { MemoryHub } from "@mayfly/bus/memory-hub";
import { echo, StubAgent } from "@mayfly/invocation/stub-agent.test-support";
import { identityOf, StubDirectory } from "@mayfly/invocation/stub-directory.test-support";
import { systemClock } from "@mayfly/kernel/clock";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { noTracing } from "@mayfly/telemetry/tracing";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { createSchedulerApp } from "./app.ts";
import { noMembership } from "./ports/agent-membership.ts";

const [natsUrl = "", logFile = ""] = process.argv.slice(2);
const hub = new MemoryHub();
const directory = new StubDirectory();
directory.put(identityOf("hello"), 1);
const agent = new StubAgent({
  bus: hub.connect(),
  region: "us-east-1",
  agentId: "agent-1",
  clock: systemClock,
  onInvocation(invocation, finish) {
    const { request_id } = invocation.start;
    const event = invocation.payload;
    if (event instanceof Promise) throw new Error("an event of this test fits into one frame");
    const parsed: unknown = JSON.parse(event.toString());
    const durationMs = typeof parsed === "object" && parsed !== null && "ms" in parsed ? Number(parsed.ms) : 0;
    appendFileSync(logFile, `start ${request_id}\n`);
    setTimeout(() => {
      appendFileSync(logFile, `end ${request_id}\n`);
      echo(invocation, finish);
    }, durationMs);
  },
});
const app = await createSchedulerApp({
  bus: hub.connect(),
  region: "us-east-1",
  directory,
  events: await connectNats(natsUrl),
  term: 1,
  membership: noMembership,
  clock: systemClock,
  random: Math.random,
  logger: silentLogger,
  metrics: createMetrics(),
  tracing: noTracing,
  eventLimits: { eventsBytesMax: 16_777_216, deadLettersBytesMax: 16_777_216, ackWaitMs: 1_500, lookEveryMs: 300 },
});
process.stdout.write("ready\n");
async function stop(): Promise<void> {
  await app[Symbol.asyncDispose]();
  await agent[Symbol.asyncDispose]();
  process.exit(0);
}
process.once("SIGTERM", () => void stop());

import { MemoryHub } from "@mayfly/bus/memory-hub";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { systemClock } from "@mayfly/kernel/clock";
import { expect, test } from "vitest";
import { schedulerCodecs } from "./api/scheduler-messages.ts";
import { ConcurrencyBook } from "./core/concurrency-book.ts";
import { Cluster, type Agent } from "./core/cluster.ts";
import { prepareVersion } from "./prepare-version.ts";

const region = "us-east-1";

function agentOf(agentId: string): Agent {
  return Object.assign(new Cluster(new ConcurrencyBook(1_000)).addAgent(agentId), { memoryMib: 1024, accepting: true });
}

test("a worker that dies while it prepares a version is not waited for: another prepares it", async () => {
  await using hub = new AsyncDisposableStack();
  const bus = hub.use(new MemoryHub().connect());
  let agents = [agentOf("dies"), agentOf("lives")];
  const answer = schedulerCodecs.prepare.response.encode({ failure_code: "", failure_reason: "" });
  bus.subscribe(internalSubjects.prepare(region, "dies"), () => (agents = agents.slice(1)));
  bus.subscribe(internalSubjects.prepare(region, "lives"), ({ replyTo }) => bus.publish(replyTo ?? "", answer));
  const request = schedulerCodecs.prepare.request.encode({});
  expect(await prepareVersion(request, { bus, region, clock: systemClock, agents: () => agents })).toMatchObject({ failure_code: "" });
  expect(agents.map(({ agentId }) => agentId)).toEqual(["lives"]);
});

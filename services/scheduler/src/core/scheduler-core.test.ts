import type { AgentReport__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentReport";
import { expect, test } from "vitest";
import { World } from "./scheduler-world.test-support.ts";

test("a request is placed, and granted under the term's next epoch once the environment is ready", () => {
  const world = new World();
  world.agent("agent-1");
  world.acquire(world.add("a"), "r1");

  const [place] = world.effects("place");
  expect(place?.environment.agentId).toBe("agent-1");
  world.core.placed({ environmentId: place?.environment.environmentId ?? "", leaseId: place?.lease.leaseId ?? "" }, 5);

  expect(world.effects("grant").map(({ request, lease }) => [request.requestId, lease.epochTerm, lease.epochCounter])).toEqual([["r1", 3, 1]]);
});

test("a released environment goes to the next request under a newer epoch, and nothing is started", () => {
  const world = new World();
  const a = world.add("a");
  world.agent("agent-1");
  world.acquire(a, "r1");
  world.placeAll();
  const [first] = world.effects("grant");
  world.core.release("gateway-1", { leaseId: first?.lease.leaseId ?? "", requestId: "" }, 10);

  world.acquire(a, "r2", { holderId: "gateway-2" });
  const [place] = world.effects("place");

  expect(place?.environment.environmentId).toBe(first?.environment.environmentId);
  expect(place?.lease).toMatchObject({ holderId: "gateway-2", epochCounter: 2 });
});

test("a withdrawn request leaves its placement behind as an idle environment that the next request gets", () => {
  const world = new World();
  const a = world.add("a");
  world.agent("agent-1");
  world.acquire(a, "r1");
  const [place] = world.effects("place");
  world.core.release("gateway-1", { leaseId: "", requestId: "r1" }, 1);
  world.core.placed({ environmentId: place?.environment.environmentId ?? "", leaseId: place?.lease.leaseId ?? "" }, 2);
  expect(world.effects("grant")).toEqual([]);

  world.acquire(a, "r2");

  expect(world.effects("place").map(({ environment }) => environment.environmentId)).toEqual([place?.environment.environmentId]);
});

test("a release by request id gives back the lease whose grant was lost", () => {
  const world = new World();
  world.agent("agent-1");
  world.acquire(world.add("a"), "r1");
  world.placeAll();
  expect(world.core.cluster.concurrencyOf("000000000000")).toBe(1);

  world.core.release("gateway-1", { leaseId: "", requestId: "r1" }, 5);

  expect(world.core.cluster.concurrencyOf("000000000000")).toBe(0);
});

test("functions take turns: one with many requests does not starve another", () => {
  const world = new World({ placementsPerAgentMax: 1 });
  const [busy, quiet] = [world.add("busy"), world.add("quiet")];
  world.agent("agent-1");
  for (let i = 0; i < 10; i += 1) world.acquire(busy, `busy-${i}`);
  world.acquire(quiet, "quiet-0");

  const order: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    for (const { environment, lease } of world.effects("place")) {
      order.push(environment.key.split("/")[2] ?? "");
      world.core.placed({ environmentId: environment.environmentId, leaseId: lease.leaseId }, round);
    }
  }

  // It was alone when it got its first turn, and is still first in line for the second.
  expect(order).toEqual(["busy", "busy", "quiet"]);
});

test("no request gets code older than its holder knows: it waits until the scheduler's own feed has caught up", () => {
  const world = new World();
  const a = world.add("a", 1);
  world.agent("agent-1");
  world.acquire(a, "r1", { generation: 2 });
  expect(world.effects("place")).toEqual([]);

  world.add("a", 2);

  expect(world.effects("place").map(({ environment }) => environment.generation)).toEqual([2]);
});

test("an update retires idle environments of the old generation at once, and a leased one when it comes back", () => {
  const world = new World();
  const a = world.add("a");
  world.agent("agent-1");
  for (const requestId of ["r1", "r2"]) world.acquire(a, requestId);
  world.placeAll();
  const [first, second] = world.effects("grant");
  world.core.release("gateway-1", { leaseId: first?.lease.leaseId ?? "", requestId: "" }, 1);

  world.add("a", 2);
  expect(world.effects("retireOlder")).toMatchObject([{ agentId: "agent-1", olderThanGeneration: 2 }]);
  expect(first?.environment.state.kind).toBe("retiring");
  world.core.release("gateway-1", { leaseId: second?.lease.leaseId ?? "", requestId: "" }, 2);

  expect(world.effects("retire")).toMatchObject([{ environmentIds: [second?.environment.environmentId] }]);
});

test("a silent agent is forgotten after three seconds and the holders of its leases are told", () => {
  const world = new World();
  world.agent("agent-1");
  world.acquire(world.add("a"), "r1");
  world.placeAll();
  const [grant] = world.effects("grant");

  for (world.nowMs = 250; world.nowMs <= 3_000; world.nowMs += 250) world.core.tick(world.nowMs);
  expect(world.effects("revoke")).toEqual([]);
  world.core.tick(3_250);

  expect(world.effects("revoke")).toEqual([{ kind: "revoke", holderId: "gateway-1", leaseIds: [grant?.lease.leaseId], gone: true }]);
  expect(world.core.cluster.environments.size).toBe(0);
});

test("a tick that comes late, because this process was held up, condemns nobody", () => {
  const world = new World();
  world.agent("agent-1");
  world.core.tick(100);

  world.core.tick(20_000);

  expect(world.core.cluster.agents.size).toBe(1);
});

test("leases of a holder that is silent for five seconds end, once nothing runs in their environments", () => {
  const world = new World();
  const a = world.add("a");
  world.agent("agent-1");
  world.acquire(a, "r1");
  world.placeAll();
  const [grant] = world.effects("grant");
  const report = (state: string): AgentReport__Output["environments"] => [
    {
      environment_id: grant?.environment.environmentId ?? "",
      identity: { region: a.region, account: a.account, function_name: a.functionName, version: a.version },
      generation: 1,
      state,
      lease_id: grant?.lease.leaseId ?? "",
      holder_id: "gateway-1",
      epoch_term: 3,
      epoch_counter: 1,
      memory_mib: 128,
      provisioned: false,
    },
  ];

  for (; world.nowMs <= 8_000; world.nowMs += 500) {
    world.agent("agent-1", 1_024, report(world.nowMs < 7_000 ? "busy" : "idle"));
    world.core.tick(world.nowMs);
    if (world.nowMs === 6_500) expect(grant?.environment.state.kind).toBe("leased");
  }

  expect(grant?.environment.state.kind).toBe("idle");
});

test("a scheduler that starts takes over the environments and leases that agents report", () => {
  const world = new World();
  const a = world.add("a");
  const environment = (id: string, leaseId: string): AgentReport__Output["environments"][number] => ({
    environment_id: id,
    identity: { region: a.region, account: a.account, function_name: a.functionName, version: a.version },
    generation: 1,
    state: "idle",
    lease_id: leaseId,
    holder_id: leaseId === "" ? "" : "gateway-9",
    epoch_term: 2,
    epoch_counter: 8,
    memory_mib: 128,
    provisioned: false,
  });
  world.agent("agent-1", 1_024, [environment("e1", ""), environment("e2", "lease-2")]);

  world.acquire(a, "r1");

  expect(world.core.cluster.concurrencyOf("000000000000")).toBe(2);
  expect(world.effects("place").map((place) => [place.environment.environmentId, place.lease.epochTerm])).toEqual([["e1", 3]]);
});

test("a scheduler that starts asks reported idle leases back once, so that a grant that was lost with the one before is no loss", () => {
  const world = new World({}, 1, false);
  const a = world.add("a");
  const identity = { region: a.region, account: a.account, function_name: a.functionName, version: a.version };
  const environment = (state: string): AgentReport__Output["environments"][number] => ({
    environment_id: state,
    identity,
    generation: 1,
    state,
    lease_id: `lease-${state}`,
    holder_id: "gateway-9",
    epoch_term: 2,
    epoch_counter: 8,
    memory_mib: 128,
    provisioned: false,
  });
  world.agent("agent-1", 1_024, [environment("idle"), environment("busy")]);
  expect(world.effects("revoke")).toEqual([]);

  world.core.open(5);

  expect(world.effects("revoke").map(({ leaseIds, gone }) => [leaseIds, gone])).toEqual([[["lease-idle"], false]]);
});

test("where memory is full of leased idle environments, they are asked back; where of unleased ones, they are retired", () => {
  const world = new World();
  const [a, b] = [world.add("a"), world.add("b")];
  world.agent("agent-1", 256);
  for (const requestId of ["a1", "a2"]) world.acquire(a, requestId);
  world.placeAll();
  const [first] = world.effects("grant");

  world.acquire(b, "b1");
  const [revoke] = world.effects("revoke");
  expect(revoke).toMatchObject({ holderId: "gateway-1", gone: false });
  world.core.release("gateway-1", { leaseId: revoke?.leaseIds[0] ?? "", requestId: "" }, 5);

  expect(world.effects("retire")).toHaveLength(1);
  expect(first).toBeDefined();
});

test("where memory is full of another holder's idle leases of the same function, one is asked back and handed over", () => {
  const world = new World();
  const a = world.add("a");
  world.agent("agent-1", 256);
  for (const requestId of ["a1", "a2"]) world.acquire(a, requestId);
  world.placeAll();
  world.effects("grant");

  world.acquire(a, "a3", { holderId: "gateway-2" });
  const [revoke] = world.effects("revoke");
  world.core.release("gateway-1", { leaseId: revoke?.leaseIds[0] ?? "", requestId: "" }, 5);

  expect(world.effects("place").map(({ lease }) => lease.holderId)).toEqual(["gateway-2"]);
});

test("requests beyond the bound are refused at once", () => {
  const world = new World({ waitingMax: 2 });
  const a = world.add("a");
  for (const requestId of ["r1", "r2", "r3"]) world.acquire(a, requestId);

  expect(world.effects("refuse")).toMatchObject([{ request: { requestId: "r3" }, refusal: { code: "TooManyRequests" } }]);
});

test("a placement that fails for good refuses its request with the agent's reason; one that another agent may take is tried there", () => {
  const world = new World();
  world.agent("agent-1");
  world.agent("agent-2");
  world.acquire(world.add("a"), "r1");
  const [first] = world.effects("place");
  world.core.placementFailed(
    {
      environmentId: first?.environment.environmentId ?? "",
      leaseId: first?.lease.leaseId ?? "",
      code: "ServiceUnavailable",
      message: "draining",
      certain: true,
    },
    1,
  );
  const [second] = world.effects("place");
  expect(second?.environment.agentId).not.toBe(first?.environment.agentId);

  world.core.placementFailed(
    {
      environmentId: second?.environment.environmentId ?? "",
      leaseId: second?.lease.leaseId ?? "",
      code: "InvalidRuntime",
      message: "no such runtime",
      certain: true,
    },
    2,
  );

  expect(world.effects("refuse")).toMatchObject([{ request: { requestId: "r1" }, refusal: { code: "InvalidRuntime", message: "no such runtime" } }]);
});

test("workers that cannot start an environment, one after the other, are what the client is told of; a worker without room is waited for", () => {
  const world = new World();
  for (const agentId of ["agent-1", "agent-2", "agent-3", "agent-4"]) world.agent(agentId);
  world.acquire(world.add("a"), "r1");
  const fail = (changes: { readonly message: string; readonly full?: boolean }): void => {
    world.effects("place");
    const placement = world.log.findLast((effect) => effect.kind === "place");
    const { environmentId = "" } = placement?.environment ?? {};
    world.core.placementFailed({ environmentId, leaseId: placement?.lease.leaseId ?? "", code: "ServiceUnavailable", certain: true, ...changes }, 1);
  };
  fail({ message: "no memory left", full: true });
  fail({ message: "the disk is full" });
  fail({ message: "the disk is full" });
  expect(world.log.filter(({ kind }) => kind === "refuse")).toEqual([]);

  fail({ message: "the disk is full" });

  expect(world.effects("refuse")).toMatchObject([{ request: { requestId: "r1" }, refusal: { code: "ServiceUnavailable", message: "the disk is full" } }]);
});

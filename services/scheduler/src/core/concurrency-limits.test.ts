import { expect, test } from "vitest";
import { World } from "./scheduler-world.test-support.ts";

/** How many requests are placed, and why the others are refused. */
function outcomes(world: World): readonly [placed: number, reasons: readonly string[]] {
  const effects = world.core.takeEffects();
  return [effects.filter(({ kind }) => kind === "place").length, effects.flatMap((effect) => (effect.kind === "refuse" ? [effect.refusal.reason] : []))];
}

const ofFunction = "ReservedFunctionConcurrentInvocationLimitExceeded";
const ofAccount = "ConcurrentInvocationLimitExceeded";

test.for([
  // reserved for a, provisioned of b; requests of a, of b; placed, reasons
  { reserved: undefined, of: ["a", "a", "a", "a", "b"], placed: 4, reasons: [ofAccount] },
  { reserved: 0, of: ["a"], placed: 0, reasons: [ofFunction] },
  { reserved: 1, of: ["a", "a"], placed: 1, reasons: [ofFunction] },
  { reserved: 3, of: ["b", "b", "a", "a", "a"], placed: 4, reasons: [ofAccount] },
  { reserved: 4, of: ["b", "a"], placed: 1, reasons: [ofAccount] },
])("of 4 in the account, $reserved reserved for a: requests of $of place $placed", ({ reserved, of, placed, reasons }) => {
  const world = new World({ accountConcurrencyMax: 4, placementsPerAgentMax: 100 });
  world.agent("agent-1", 10_000);
  const functions = { a: world.add("a"), b: world.add("b") };
  world.claim(functions.a, reserved === undefined ? {} : { reserved });
  of.forEach((name, index) => world.acquire(name === "a" ? functions.a : functions.b, `r${index}`));
  expect(outcomes(world)).toEqual([placed, reasons]);
});

test("lowering a reservation ends idle environments above it at once, and asks idle leases back", () => {
  const world = new World({ placementsPerAgentMax: 100 });
  world.agent("agent-1", 10_000);
  const a = world.add("a");
  for (let i = 0; i < 5; i += 1) world.acquire(a, `r${i}`);
  world.placeAll();
  const grants = world.effects("grant");
  for (const { lease } of grants.slice(0, 2)) world.core.release("gateway-1", { leaseId: lease.leaseId, requestId: "" }, 1);

  world.claim(a, { reserved: 1 });

  const effects = world.core.takeEffects();
  expect(effects.flatMap((effect) => (effect.kind === "retire" ? effect.environmentIds : []))).toHaveLength(2);
  const askedBack = effects.flatMap((effect) => (effect.kind === "revoke" && effect.whenFree === true ? effect.leaseIds : []));
  expect(askedBack).toHaveLength(2);
  for (const leaseId of askedBack) world.core.release("gateway-1", { leaseId, requestId: "" }, 2);
  world.core.tick(10);
  expect([...world.core.cluster.environments.values()].filter(({ state }) => state.kind !== "retiring")).toHaveLength(1);
  world.acquire(a, "late");
  world.core.tick(1_000);
  expect(world.effects("refuse")).toMatchObject([{ refusal: { reason: ofFunction } }]);
});

test("a provisioning starts its environments for nobody, and serves requests before anything else does", () => {
  const world = new World({ accountConcurrencyMax: 4, placementsPerAgentMax: 100 });
  world.agent("agent-1", 10_000);
  const a = world.add("a");
  world.claim(a, { provisioned: 2 });
  const places = world.effects("place");
  expect(places.map(({ environment, lease, request }) => [environment.provisioned, lease.holderId, request])).toEqual([
    [true, "provisioned", undefined],
    [true, "provisioned", undefined],
  ]);
  expect(world.core.provisioningProgress(a)).toEqual({ wanted: 2, allocated: 2, available: 0, initFailed: false });
  expect(world.core.cluster.concurrencyOf(a.account)).toBe(0);
  for (const { environment, lease } of places) world.core.placed({ environmentId: environment.environmentId, leaseId: lease.leaseId }, 1);
  expect(world.core.provisioningProgress(a)).toMatchObject({ available: 2 });

  for (let i = 0; i < 5; i += 1) world.acquire(a, `r${i}`);

  // Two that were kept, two of the account's four that nobody keeps, and one too many.
  expect(world.core.takeEffects().map((effect) => (effect.kind === "place" ? effect.environment.provisioned : effect.kind))).toEqual([
    true,
    true,
    false,
    false,
    "refuse",
  ]);
});

test("what is provisioned is kept from others, replaced when it is lost, and outlives the keep-alive time", () => {
  const world = new World({ accountConcurrencyMax: 2, placementsPerAgentMax: 100, keepAliveMs: 100, agentSilentMs: 1_000_000 });
  world.agent("agent-1", 10_000);
  const [a, b] = [world.add("a"), world.add("b")];
  world.claim(a, { provisioned: 1 });
  world.placeAll();
  for (let i = 0; i < 2; i += 1) world.acquire(b, `r${i}`);
  expect(outcomes(world)).toEqual([1, [ofAccount]]);
  world.core.tick(10_000);
  expect(world.core.provisioningProgress(a)).toMatchObject({ available: 1 });
  world.core.agentLost("agent-1", 10_001);
  world.nowMs = 10_002;
  world.agent("agent-2", 10_000);
  world.core.tick(10_003);
  world.placeAll();
  expect(world.core.provisioningProgress(a)).toMatchObject({ allocated: 1, available: 1 });
});

test("an init phase that fails ends the provisioning until it is made anew", () => {
  const world = new World();
  world.agent("agent-1", 10_000);
  const a = world.add("a");
  const fail = (): number => {
    const places = world.effects("place");
    for (const { environment, lease } of places) world.core.placed({ environmentId: environment.environmentId, leaseId: lease.leaseId, initFailed: true }, 1);
    return places.length;
  };
  world.claim(a, { provisioned: 1, revision: "1" });
  expect(fail()).toBe(1);
  expect(world.core.provisioningProgress(a)).toEqual({ wanted: 1, allocated: 0, available: 0, initFailed: true });
  world.core.tick(100);
  expect(fail()).toBe(0);
  world.claim(a, { provisioned: 1, revision: "2" });
  expect(fail()).toBe(1);
});

test("a provisioning that ends lets idle environments go, and those in use serve on as any other", () => {
  const world = new World({ placementsPerAgentMax: 100 });
  world.agent("agent-1", 10_000);
  const a = world.add("a");
  world.claim(a, { provisioned: 2 });
  world.placeAll();
  world.acquire(a, "r1");
  world.placeAll();
  world.claim(a, {});
  expect(world.effects("retire")).toHaveLength(1);
  expect(world.core.cluster.provisioned.filter(({ state }) => state.kind !== "retiring")).toEqual([]);
  expect(world.core.cluster.concurrencyOf(a.account)).toBe(1);
});

test("a holder gives its idle on-demand lease back while a provisioned environment waits for work", () => {
  const world = new World({ placementsPerAgentMax: 100 });
  world.agent("agent-1", 10_000);
  const a = world.add("a");
  world.acquire(a, "r1");
  world.placeAll();
  const [grant] = world.effects("grant");
  world.claim(a, { provisioned: 1 });
  world.placeAll();
  const { environment, lease } = grant ?? { environment: undefined, lease: undefined };
  if (environment !== undefined) environment.reported = "idle";
  world.core.tick(2_000);

  expect(world.effects("revoke").flatMap(({ leaseIds }) => leaseIds)).toEqual([lease?.leaseId]);
  world.core.release("gateway-1", { leaseId: lease?.leaseId ?? "", requestId: "" }, 2_001);
  world.acquire(a, "r2");
  expect(world.effects("place").map((place) => place.environment.provisioned)).toEqual([true]);
});

test("a scheduler that starts anew finds what the one before has provisioned, and starts no more", () => {
  const world = new World({}, 1, false);
  const a = world.add("a");
  const environment = {
    environment_id: "kept",
    identity: { region: a.region, account: a.account, function_name: a.functionName, version: a.version },
    generation: 1,
    state: "frozen",
    lease_id: "",
    holder_id: "",
    epoch_term: 0,
    epoch_counter: 0,
    memory_mib: 128,
    provisioned: true,
  };
  world.agent("agent-1", 1_024, [environment]);
  world.claim(a, { provisioned: 1 });
  world.core.open(1);

  expect(world.core.takeEffects()).toEqual([]);
  expect(world.core.provisioningProgress(a)).toEqual({ wanted: 1, allocated: 1, available: 1, initFailed: false });
});

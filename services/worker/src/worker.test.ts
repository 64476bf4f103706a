import { FakeClock } from "@mayfly/kernel/fake-clock";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { LeaseHolders } from "./agent/holders.ts";
import type { Environment } from "./environment/environment.ts";
import { useInstalledDriver } from "./installed-driver.test-support.ts";
import { WorkerHarness } from "./worker-harness.test-support.ts";

const installed = useInstalledDriver();

test("a placed function answers, and its environment serves again", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "let calls = 0; exports.handler = async (event) => ({ hello: event.name, calls: ++calls })" });
  expect(JSON.parse((await harness.invoke(placed, { event: '{"name":"Ada"}' })).payload)).toEqual({ hello: "Ada", calls: 1 });
  const again = await harness.invoke(placed, { event: '{"name":"Bo"}' });
  expect(JSON.parse(again.payload)).toEqual({ hello: "Bo", calls: 2 });
  expect(again).toMatchObject({ functionError: "", contentType: "application/json", done: { reusable: true, init_ms: 0 } });
});

test("an idle environment freezes, and the next invocation thaws it", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { freezeAfterMs: 30 });
  const placed = await harness.placed({ "index.js": "let ticks = 0; setInterval(() => ticks++, 1); exports.handler = async () => ticks" });
  await harness.invoke(placed);
  await waitFor(() => harness.stateOf(placed) === "frozen", { what: "the environment to freeze" });
  expect(Number((await harness.invoke(placed)).payload)).toBeLessThan(200);
  expect((await harness.invoke(placed)).refused).toBe("");
});

test("an invocation of any other epoch than the environment's is fenced", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async () => 1" });
  expect((await harness.invoke(placed, { leaseId: "other" })).refused).toBe("LeaseFenced");
  expect((await harness.invoke(placed, { epoch: placed.epoch - 1 })).refused).toBe("LeaseFenced");
  expect((await harness.invoke(placed, { epoch: placed.epoch + 1 })).refused).toBe("LeaseFenced");
  expect((await harness.invoke(placed)).payload).toBe("1");
});

test("the leases of a silent holder end, those of one that is heard do not", async () => {
  const clock = new FakeClock();
  const holders = new LeaseHolders();
  const ended: string[] = [];
  const environment = (holderId: string): Pick<Environment, "lease" | "endLease"> => ({
    lease: { leaseId: "l", epochTerm: 1, epochCounter: 1, holderId, sinceMs: clock.monotonicMs() },
    endLease: () => ended.push(holderId),
  });
  const environments = [environment("silent"), environment("heard")];
  clock.advance(4000);
  holders.heard("heard", clock.monotonicMs());
  clock.advance(1500);
  holders.endSilent(environments, clock.monotonicMs());
  expect(ended).toEqual(["silent"]);
});

test("a busy environment refuses a second invocation", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = () => new Promise((r) => setTimeout(() => r(1), 150))" });
  const [first, second] = await Promise.all([harness.invoke(placed), harness.invoke(placed)]);
  expect([first.payload, second.refused]).toEqual(["1", "LeaseFenced"]);
});

test("environments of an older generation retire: idle ones at once, busy ones after their answer", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const spec = await harness.spec({ "index.js": "exports.handler = () => new Promise((r) => setTimeout(() => r('old'), 200))" });
  const idle = await harness.place(spec);
  const busy = await harness.place(spec);
  const newer = await harness.place({ ...spec, generation: 2 });
  const answer = harness.invoke(busy);
  await waitFor(() => harness.stateOf(busy) === "busy", { what: "the invocation to run" });
  expect(await harness.retire({ identity: spec.identity, older_than_generation: 2 })).toBe(2);
  expect((await harness.invoke(idle)).refused).toBe("EnvironmentGone");
  expect(await answer).toMatchObject({ payload: '"old"', done: { reusable: false } });
  await waitFor(() => harness.worker.environments === 1, { what: "the old environments to go" });
  expect((await harness.invoke(newer)).payload).toBe('"old"');
});

test("an environment that nobody uses is retired", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { freezeAfterMs: 10, keepAliveMs: 100 });
  await harness.placed({ "index.js": "exports.handler = async () => 1" });
  await waitFor(() => harness.worker.environments === 0, { what: "the environment to go" });
  await waitFor(() => harness.report?.environments.length === 0, { what: "the report to say so" });
});

test("reports count up and describe every environment", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async () => 1" });
  await waitFor(() => harness.report?.environments[0]?.state === "idle", { what: "the report" });
  expect(harness.report).toMatchObject({ agent_id: harness.agentId, accepting: true, leaving: false });
  expect(harness.report?.environments[0]).toMatchObject({
    environment_id: placed.environmentId,
    lease_id: placed.leaseId,
    holder_id: "holder",
    epoch_term: 1,
    epoch_counter: placed.epoch,
    generation: 1,
    memory_mib: 128,
    identity: { function_name: "greeter" },
  });
});

test("a worker reports at once when a scheduler starts", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  await waitFor(() => harness.report !== undefined, { what: "the first report" });
  const before = Number(harness.report?.report_number);
  harness.askForReport();
  await waitFor(() => Number(harness.report?.report_number) > before, { what: "another report", deadlineMs: 500 });
});

test("a stopping worker finishes what runs, takes nothing new and leaves nothing", async () => {
  const harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1 });
  const placed = await harness.placed({ "index.js": "exports.handler = () => new Promise((r) => setTimeout(() => r('finished'), 300))" });
  const running = harness.invoke(placed);
  await waitFor(() => harness.stateOf(placed) === "busy", { what: "the invocation to run" });
  const stopped = harness.worker[Symbol.asyncDispose]();
  expect((await harness.place(await harness.spec({ "index.js": "" }))).reply.failure_code).toBe("ServiceUnavailable");
  expect((await running).payload).toBe('"finished"');
  await stopped;
  expect([harness.worker.environments, harness.worker.prewarmed]).toEqual([0, 0]);
  expect(harness.report).toMatchObject({ accepting: false, leaving: true, environments: [] });
  await harness[Symbol.asyncDispose]();
});

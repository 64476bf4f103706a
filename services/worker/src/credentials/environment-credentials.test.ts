import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { useInstalledDriver } from "../installed-driver.test-support.ts";
import { WorkerHarness, type Placed } from "../worker-harness.test-support.ts";

const installed = useInstalledDriver();
const minute = 60_000;
const printer = {
  "index.js": `exports.handler = async ({ waitMs = 0 }) => new Promise((done) => setTimeout(() => done(process.env.AWS_ACCESS_KEY_ID ?? "none"), waitMs))`,
};

async function keyOf(harness: WorkerHarness, placed: Placed, event = "{}"): Promise<string> {
  return JSON.parse((await harness.invoke(placed, { event })).payload) as string;
}

test("environments of a function share its role's credentials, bound from the pool or not; other functions have others", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1 });
  let issued = 0;
  harness.credentials = () => ({ accessKeyId: `ASIA${(issued += 1)}` });
  await harness.worker.refillPool();
  const spec = await harness.spec(printer);
  const [pooled, booted] = [await harness.place(spec), await harness.place({ ...spec, variables: { NODE_OPTIONS: "--no-warnings" } })];
  expect([pooled.reply.prewarmed, booted.reply.prewarmed]).toEqual([true, false]);
  expect([await keyOf(harness, pooled), await keyOf(harness, booted)]).toEqual(["ASIA1", "ASIA1"]);
  expect(await keyOf(harness, await harness.place({ ...spec, role: "arn:aws:iam::000000000000:role/other" }))).toBe("ASIA2");
  expect(harness.issued).toEqual(["arn:aws:iam::000000000000:role/any greeter", "arn:aws:iam::000000000000:role/other greeter"]);
});

test("they are there before the first start of a version that was prepared", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const spec = await harness.spec(printer);
  await harness.prepare(spec);
  await waitFor(() => harness.issued.length === 1, { what: "the credentials to be fetched" });
  expect(await keyOf(harness, await harness.place(spec))).toMatch(/^ASIA/);
  expect(harness.issued).toHaveLength(1);
});

test("an environment retires before its credentials end: one that is idle at once, one that is busy after its answer", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { freezeAfterMs: 20 });
  harness.askForReport();
  harness.credentials = () => ({ expiresAt: Date.now() + 20 * minute + 1500 });
  const spec = await harness.spec(printer);
  const [idle, busy] = [await harness.place(spec), await harness.place(spec)];
  const answer = harness.invoke(busy, { event: '{"waitMs":2500}' });
  await waitFor(() => harness.stateOf(idle) === undefined, { what: "the idle environment to retire" });
  expect(harness.stateOf(busy)).toBe("busy");
  // It began before; the next would find the environment gone.
  expect((await answer).functionError).toBe("");
  await waitFor(() => harness.stateOf(busy) === undefined, { what: "the busy environment to retire" });
});

test("a function whose role is refused runs without credentials", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  harness.credentials = () => undefined;
  expect(await keyOf(harness, await harness.placed(printer))).toBe("none");
  expect(harness.workerLog.entries).toContainEqual(expect.objectContaining({ phrase: "role credentials not issued" }));
});

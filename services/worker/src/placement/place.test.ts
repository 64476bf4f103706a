import { existsSync } from "node:fs";
import type { Sandbox, SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { useInstalledDriver } from "../installed-driver.test-support.ts";
import { WorkerHarness } from "../worker-harness.test-support.ts";

const installed = useInstalledDriver();

test("an order to place that comes twice makes one environment, under the newer lease", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const spec = await harness.spec({ "index.js": "exports.handler = async () => 'x'" });
  const placements = await Promise.all([harness.place(spec, { environmentId: "twice" }), harness.place(spec, { environmentId: "twice" })]);
  expect(placements.map(({ reply }) => reply.failure_code)).toEqual(["", ""]);
  expect(harness.worker.environments).toBe(1);
  await waitFor(() => harness.worker.stateOf("twice") !== "initializing", { what: "the init phase to end" });
  expect((await harness.invoke(placements[1])).payload).toBe('"x"');
});

test("orders that come together are not given more memory than there is", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { memoryMib: 256 });
  const spec = await harness.spec({ "index.js": "exports.handler = async () => 'x'" });
  const placements = await Promise.all([1, 2, 3].map(() => harness.place(spec)));
  expect(placements.map(({ reply }) => reply.failure_code).toSorted()).toEqual(["", "", "ServiceUnavailable"]);
});

test("a sandbox that is made while its worker is stopped is removed", async () => {
  const entered = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const made = Promise.withResolvers<Sandbox>();
  const slow: SandboxDriver = {
    capabilities: installed().driver.capabilities,
    health: installed().driver.health,
    async create(spec) {
      entered.resolve();
      await goOn.promise;
      const sandbox = await installed().driver.create(spec);
      made.resolve(sandbox);
      return sandbox;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  await using harness = await WorkerHarness.start(slow, { drainMs: 20 });
  const placing = harness.place(await harness.spec({ "index.js": "exports.handler = async () => 'x'" }));
  await entered.promise;
  await harness.worker[Symbol.asyncDispose]();
  goOn.resolve();
  const { sandboxId, exited } = await made.promise;
  await exited;
  await waitFor(() => !existsSync(`${installed().stateDirectory}/${sandboxId}`), { what: "the sandbox to be removed" });
  expect((await placing).reply.failure_code).toBe("EnvironmentGone");
});

test("a function cannot make the worker hold more than 64 connections", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({
    "index.js": `const open = new Set();
    exports.handler = () => new Promise((resolve) => {
      for (let count = 0; count < 100; count++) {
        const socket = require("node:net").connect(9001, "169.254.100.1");
        open.add(socket);
        socket.on("error", () => {}).on("close", () => { open.delete(socket); if (open.size === 64) setTimeout(() => resolve(open.size), 100); });
      }
    });`,
  });
  expect((await harness.invoke(placed)).payload).toBe("64");
});

test("a second placement of an environment renews its lease without a start", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const spec = await harness.spec({ "index.js": "exports.handler = async () => 1" });
  const first = await harness.place(spec);
  const second = await harness.place(spec, { environmentId: first.environmentId, holderId: "another" });
  expect(second.reply).toMatchObject({ failure_code: "", init_ms: 0 });
  expect((await harness.invoke(first)).refused).toBe("LeaseFenced");
  expect((await harness.invoke(second)).payload).toBe("1");
});

test("a version is prepared, or told why it cannot be", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const spec = await harness.spec({ "index.js": "" });
  expect(await harness.prepare(spec)).toEqual({ failure_code: "", failure_reason: "" });
  expect(await harness.prepare({ ...spec, runtime: "nodejs4.3" })).toEqual({
    failure_code: "InvalidRuntime",
    failure_reason: "The runtime nodejs4.3 is not one that this Mayfly can run.",
  });
  expect(await harness.prepare({ ...spec, code: { sha256: "0".repeat(64), size_bytes: 1, directory: "" } })).toMatchObject({ failure_code: "InternalError" });
});

test("a package whose bytes are not what its name says is not run", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const spec = await harness.spec({ "index.js": "" });
  harness.archives.set(spec.code?.sha256 ?? "", Buffer.from("other"));
  expect((await harness.place(spec)).reply).toMatchObject({ failure_code: "Service", failure_message: "The function's deployment package is damaged." });
});

test("a worker without memory refuses", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { memoryMib: 200 });
  await harness.placed({ "index.js": "exports.handler = async () => 1" });
  expect((await harness.place(await harness.spec({ "index.js": "" }))).reply).toMatchObject({
    failure_code: "ServiceUnavailable",
    failure_message: "The worker has no memory left for this environment.",
  });
});

import { existsSync } from "node:fs";
import { createBubblewrapDriver } from "@mayfly/sandbox/bubblewrap/create-bubblewrap-driver";
import { findServer } from "@mayfly/servers/find-server";
import type { Sandbox, SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { temporaryDirectory, type TemporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkerHarness } from "../worker-harness.test-support.ts";

let driver: SandboxDriver;
let state: TemporaryDirectory;
beforeAll(async () => {
  state = await temporaryDirectory();
  const bubblewrap = await findServer("bwrap");
  driver = await createBubblewrapDriver({
    stateDirectory: state.path,
    bubblewrapPath: bubblewrap.path,
    bubblewrapEnvironment: bubblewrap.environment,
    logger: captureLogger(),
  });
});
afterAll(async () => {
  await driver[Symbol.asyncDispose]();
  await state[Symbol.asyncDispose]();
});

test("an order to place that comes twice makes one environment, under the newer lease", async () => {
  await using harness = await WorkerHarness.start(driver);
  const spec = await harness.spec({ "index.js": "exports.handler = async () => 'x'" });
  const placements = await Promise.all([harness.place(spec, { environmentId: "twice" }), harness.place(spec, { environmentId: "twice" })]);
  expect(placements.map(({ reply }) => reply.failure_code)).toEqual(["", ""]);
  expect(harness.worker.environments).toBe(1);
  await waitFor(() => harness.worker.stateOf("twice") !== "initializing", { what: "the init phase to end" });
  expect((await harness.invoke(placements[1])).payload).toBe('"x"');
});

test("orders that come together are not given more memory than there is", async () => {
  await using harness = await WorkerHarness.start(driver, { memoryMib: 256 });
  const spec = await harness.spec({ "index.js": "exports.handler = async () => 'x'" });
  const placements = await Promise.all([1, 2, 3].map(() => harness.place(spec)));
  expect(placements.map(({ reply }) => reply.failure_code).toSorted()).toEqual(["", "", "ServiceUnavailable"]);
});

test("a sandbox that is made while its worker is stopped is removed", async () => {
  const entered = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const made = Promise.withResolvers<Sandbox>();
  const slow: SandboxDriver = {
    capabilities: driver.capabilities,
    async create(spec) {
      entered.resolve();
      await goOn.promise;
      const sandbox = await driver.create(spec);
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
  await waitFor(() => !existsSync(`${state.path}/${sandboxId}`), { what: "the sandbox to be removed" });
  expect((await placing).reply.failure_code).toBe("EnvironmentGone");
});

test("a function cannot make the worker hold more than 64 connections", async () => {
  await using harness = await WorkerHarness.start(driver);
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

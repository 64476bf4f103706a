/**
 * What becomes of sandboxes when the helper that made them dies or hangs. `describeDriverSuccession` is called from each driver's own test file. For
 * tests only.
 */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProcess } from "@mayfly/kernel/process-identity";
import { describe, expect, test } from "vitest";
import { anchorsOf, expectOnlyStock, helperPid, tracesOf } from "./bubblewrap/sandbox-traces.test-support.ts";
import type { Sandbox, SandboxDriver } from "./sandbox-driver.ts";
import { collect, nodeInside, runShell, sandboxSpec, temporaryDirectory, until, type OpenDriver } from "./sandbox-fixture.ts";

/** Answers each line, and ends with the status that `end` names. */
const answering = `const s = new (require("net").Socket)({ fd: 3 }); const fs = require("fs");
s.on("data", (d) => { const [word, argument] = String(d).trim().split(" "); if (word === "end") process.exit(Number(argument));
  if (word === "read") return s.write(fs.readFileSync(argument)); s.write("echo " + word); });
require("net").createServer((c) => c.end("inside")).listen(4243, "0.0.0.0", () => s.write("ready"));`;

/** A busy machine takes its time to start helpers. */
const patienceMs = 60_000;
const testMs = 120_000;

interface Succession {
  readonly driver: SandboxDriver;
  readonly state: string;
  readonly files: string;
  /** A sandbox id that no other test of any run uses. */
  readonly id: (name: string) => string;
}

/** Registers the suite for one driver. */
export function describeDriverSuccession(name: string, open: OpenDriver): void {
  describe(`sandboxes of ${name}, when the helper fails`, () => {
    const withDriver = async (work: (own: Succession) => Promise<void>): Promise<void> => {
      using directory = temporaryDirectory();
      const state = join(directory.path, "state");
      await using driver = await open(state);
      await work({ driver, state, files: directory.path, id: (sandbox) => `${name}-${process.pid}-${sandbox}` });
    };
    testGoingOn(withDriver);
    testIdentities(withDriver);
    testEnds(withDriver);
    testHanging(withDriver);
    testStarts(withDriver);
  });
}

type WithDriver = (work: (own: Succession) => Promise<void>) => Promise<void>;

async function startAnswering(driver: SandboxDriver, sandboxId: string): Promise<Sandbox> {
  const sandbox = await driver.create(sandboxSpec([nodeInside, "-e", answering, sandboxId], { sandboxId }));
  await once(sandbox.channel, "data");
  return sandbox;
}

async function ask(sandbox: Sandbox, line: string): Promise<string> {
  const answer = once(sandbox.channel, "data");
  sandbox.channel.write(line);
  return String((await answer)[0]);
}

/** Kills the helper and waits until it is another. */
async function killHelper({ driver, state }: Succession): Promise<void> {
  const { replacements } = driver.health;
  process.kill(helperPid(state), "SIGKILL");
  await until(() => driver.health.replacements > replacements, "another helper", patienceMs);
}

function testGoingOn(withDriver: WithDriver): void {
  test(
    "go on with the next one: they answer, take code, are connected to, frozen, thawed, measured and limited",
    () =>
      withDriver(async (own) => {
        await using sandbox = await startAnswering(own.driver, own.id("goes-on"));
        await killHelper(own);
        expect(await ask(sandbox, "hello")).toBe("echo hello");
        writeFileSync(join(own.files, "code.txt"), "the code");
        await sandbox.bind({ taskDirectory: own.files, layerDirectories: [], memoryMib: 128 });
        expect(await ask(sandbox, "read /var/task/code.txt")).toBe("the code");
        const connection = await sandbox.connect(4243);
        expect(String((await once(connection, "data"))[0])).toBe("inside");
        await sandbox.limitProcessor(0.5);
        if (own.driver.capabilities.freezes) await sandbox.freeze();
        await sandbox.thaw();
        expect(await ask(sandbox, "again")).toBe("echo again");
        if (own.driver.capabilities.limitsMemory) expect((await sandbox.usage()).memoryMaxBytes).toBeGreaterThan(0);
      }),
    testMs,
  );

  test(
    "go on when helpers die twice in a row, and when they were frozen; what is asked meanwhile is done by the next",
    () =>
      withDriver(async (own) => {
        await using sandbox = await startAnswering(own.driver, own.id("twice"));
        await killHelper(own);
        if (own.driver.capabilities.freezes) await sandbox.freeze();
        const { replacements } = own.driver.health;
        process.kill(helperPid(own.state), "SIGKILL");
        await sandbox.thaw();
        expect(await ask(sandbox, "hello")).toBe("echo hello");
        expect(own.driver.health).toEqual({ trouble: undefined, replacements: replacements + 1 });
      }),
    testMs,
  );
}

function testIdentities(withDriver: WithDriver): void {
  test(
    "keep uids of their own: one made by the next helper has none of theirs",
    () =>
      withDriver(async (own) => {
        await using first = await startAnswering(own.driver, own.id("first"));
        await killHelper(own);
        await using second = await startAnswering(own.driver, own.id("second"));
        const maps = await Promise.all([first, second].map((sandbox) => ask(sandbox, "read /proc/self/uid_map")));
        const [one, other] = maps.map((text) => /^\s*993\s+(\d+)/m.exec(text)?.[1]);
        expect(one).toMatch(/^\d+$/);
        if (own.driver.capabilities.mode === "root") expect(one).not.toBe(other);
      }),
    testMs,
  );

  test(
    "go on when their anchor had died, and the helper after it",
    () =>
      withDriver(async (own) => {
        await using sandbox = await startAnswering(own.driver, own.id("no-anchor"));
        const before = anchorsOf(own.state);
        expect(before).toHaveLength(1);
        for (const pid of before) process.kill(pid, "SIGKILL");
        await until(() => anchorsOf(own.state).some((pid) => !before.includes(pid)), "another anchor", patienceMs);
        // What the helper has said of it before is known by then.
        await sandbox.thaw();
        await killHelper(own);
        expect(await ask(sandbox, "hello")).toBe("echo hello");
      }),
    testMs,
  );
}

function testEnds(withDriver: WithDriver): void {
  test(
    "tell how they end under the next one, and leave nothing",
    () =>
      withDriver(async (own) => {
        await using sandbox = await startAnswering(own.driver, own.id("ends-later"));
        await killHelper(own);
        sandbox.channel.write("end 7");
        expect(await sandbox.exited).toEqual({ exitCode: 7, signal: undefined, outOfMemory: false });
        await sandbox[Symbol.asyncDispose]();
        await expectOnlyStock(own.state, own.id("ends-later"));
      }),
    testMs,
  );

  test(
    "tell how they ended while there was none",
    () =>
      withDriver(async (own) => {
        await using sandbox = await startAnswering(own.driver, own.id("ends-between"));
        process.kill(helperPid(own.state), "SIGKILL");
        sandbox.channel.write("end 9");
        expect(await sandbox.exited).toEqual({ exitCode: 9, signal: undefined, outOfMemory: false });
      }),
    testMs,
  );

  test(
    "are killed and removed by the next one",
    () =>
      withDriver(async (own) => {
        const sandbox = await startAnswering(own.driver, own.id("killed-later"));
        await killHelper(own);
        sandbox.kill();
        expect((await sandbox.exited).signal).toBe("SIGKILL");
        await sandbox[Symbol.asyncDispose]();
        await expectOnlyStock(own.state, own.id("killed-later"));
      }),
    testMs,
  );

  test(
    "are lost, and told so, when there is nothing left to go on in",
    () =>
      withDriver(async (own) => {
        await using sandbox = await startAnswering(own.driver, own.id("lost"));
        const pid = helperPid(own.state);
        process.kill(pid, "SIGSTOP");
        for (const anchor of anchorsOf(own.state)) process.kill(anchor, "SIGKILL");
        process.kill(pid, "SIGKILL");
        expect(await sandbox.exited).toMatchObject({ signal: "SIGKILL", lost: true });
        await sandbox[Symbol.asyncDispose]();
        await expectOnlyStock(own.state, own.id("lost"));
        expect((await runShell(own.driver, "echo again")).stdout).toBe("again\n");
      }),
    testMs,
  );
}

function testHanging(withDriver: WithDriver): void {
  test(
    "go on when it hangs: it is found out, told of, killed and replaced",
    () =>
      withDriver(async (own) => {
        await using sandbox = await startAnswering(own.driver, own.id("hung"));
        const hung = helperPid(own.state);
        process.kill(hung, "SIGSTOP");
        const frozen = own.driver.capabilities.freezes ? sandbox.freeze() : Promise.resolve();
        await until(() => own.driver.health.trouble !== undefined, "the trouble to be told", patienceMs);
        await until(() => own.driver.health.replacements === 1, "another helper", patienceMs);
        await frozen;
        await sandbox.thaw();
        expect(await ask(sandbox, "hello")).toBe("echo hello");
        expect(findProcess(hung)).toBeUndefined();
        expect(own.driver.health.trouble).toBeUndefined();
      }),
    testMs,
  );
}

function testStarts(withDriver: WithDriver): void {
  test(
    "are made by the next one when it died while it made them, and nothing of the first attempts stays",
    () =>
      withDriver(async (own) => {
        const made = ["made-a", "made-b", "made-c"].map((one) => own.driver.create(sandboxSpec(["/bin/sh", "-c", "echo made"], { sandboxId: own.id(one) })));
        await until(() => tracesOf(own.state, own.id("made-")).length > 0, "a start to be under way", patienceMs);
        process.kill(helperPid(own.state), "SIGKILL");
        const results = await Promise.all(
          made.map(async (promise) => {
            await using sandbox = await promise;
            return await collect(sandbox);
          }),
        );
        expect(results.map(({ stdout, exit }) => [stdout, exit.exitCode])).toEqual([
          ["made\n", 0],
          ["made\n", 0],
          ["made\n", 0],
        ]);
        await expectOnlyStock(own.state, own.id("made-"));
      }),
    testMs,
  );
}

/** A function takes all it can get. It is held, told so in the right words, and its neighbour does not notice. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { setTimeout as delay } from "node:timers/promises";
import { failureOf, openAttackRange, runInside, valueInside, type AttackRange } from "./support/attack-range.ts";

// Attacks are repeated where the machine was busy with something else.
vi.setConfig({ testTimeout: 60_000 });

let range: AttackRange;
beforeAll(async () => {
  range = await openAttackRange();
});
afterAll(() => range[Symbol.asyncDispose]());

const forMs = 4000;
const pause = `await new Promise((resolve) => setTimeout(resolve, ${forMs}));`;
const shell = (script: string): string => `const child = require("child_process").spawn("/bin/sh", ["-c", ${JSON.stringify(script)}], { stdio: "ignore" });`;

test("a fork bomb stops at its own limit, and goes with its environment", async () => {
  await using fn = await range.attacker({ MemorySize: 512 });
  const answer = await range.neighbour.undisturbedBy(() => runInside(fn, `${shell("b() { b | b & }; b; sleep 100")} ${pause} return "survived"`));
  // The runtime lives beside the bomb, finds no room for another process, or ends with it for memory.
  if (answer.functionError === undefined) expect(answer.payload).toBe('"survived"');
  else expect(answer.payload).toMatch(/spawn \S+ EAGAIN|Runtime\.(ExitError|OutOfMemory)/);
});

test("a process that starts others until it may not is told so before the 742nd", async () => {
  await using fn = await range.attacker({ MemorySize: 1024 });
  const code = `const { spawn } = require("child_process"); const all = [];
    for (let i = 0; i < 1000; i++) { const child = spawn("/bin/sleep", ["100"], { stdio: "ignore" }); child.on("error", () => {}); if (child.pid === undefined) break; all.push(child); }
    for (const child of all) child.kill("SIGKILL"); return all.length`;
  const started = Number(await valueInside(fn, code));
  expect(started).toBeGreaterThan(600);
  expect(started).toBeLessThan(742);
});

test("processor time taken by eight busy processes is the function's own", async () => {
  await using fn = await range.attacker({ MemorySize: 128 });
  const answer = await range.neighbour.undisturbedBy(() =>
    runInside(fn, `${shell("for i in 1 2 3 4 5 6 7 8; do (while :; do :; done) & done; wait")} ${pause} return "done"`),
  );
  expect(answer.payload).toBe('"done"');
});

test("more memory than it has ends the function, as AWS says it", async () => {
  await using fn = await range.attacker({ MemorySize: 128 });
  await range.neighbour.undisturbedBy(async () => {
    const answer = await runInside(fn, `const all = []; for (;;) all.push(Buffer.alloc(1048576, 1));`);
    expect(failureOf(answer)).toMatchObject({
      errorType: expect.stringMatching(/^Runtime\.(ExitError|OutOfMemory)$/),
      errorMessage: expect.stringContaining("signal: killed"),
    });
  });
  expect(await valueInside(fn, "return 'again'")).toBe("again");
});

test("shared memory, anonymous files and locked memory are memory too", async () => {
  await using fn = await range.attacker({ MemorySize: 256, Timeout: 15 });
  const code = `const { spawnSync } = require("child_process");
    const shm = spawnSync("/bin/sh", ["-c", "dd if=/dev/zero of=/dev/shm/x bs=1M count=1000 2>&1 | grep -o 'No space left'; stat -c %s /dev/shm/x; rm /dev/shm/x"], { encoding: "utf8" }).stdout.trim().split("\\n");
    return { shm }`;
  const { shm } = (await valueInside(fn, code)) as { shm: readonly string[] };
  expect(shm[0]).toBe("No space left");
  expect(Number(shm[1])).toBeLessThanOrEqual(64 * 1024 * 1024);
});

test("/tmp is full at its size, while the disk is not", async () => {
  await using fn = await range.attacker();
  const code = `const fs = require("fs"); for (const left of fs.readdirSync("/tmp")) fs.rmSync("/tmp/" + left, { recursive: true });
    const file = fs.openSync("/tmp/full", "w"); const block = Buffer.alloc(1048576, 1);
    try { for (;;) fs.writeSync(file, block); } catch (error) { const mib = fs.fstatSync(file).size / 1048576; fs.closeSync(file); fs.unlinkSync("/tmp/full");
      let names = 0; try { for (;;) { fs.writeFileSync("/tmp/" + names, ""); names++; if (names > 200000) break; } } catch {}
      return { code: error.code, mib, names }; }`;
  const { code: reason, mib, names } = (await range.neighbour.undisturbedBy(() => valueInside(fn, code))) as { code: string; mib: number; names: number };
  expect(reason).toBe("ENOSPC");
  expect(mib).toBeGreaterThanOrEqual(511);
  expect(mib).toBeLessThanOrEqual(513);
  expect(names).toBeLessThan(100_000);
});

test("of 10,000 descriptors it gets 1,024, and goes on", async () => {
  await using fn = await range.attacker();
  const code = `const fs = require("fs"); const open = []; let reason; try { for (let i = 0; i < 10000; i++) open.push(fs.openSync("/dev/null")); } catch (error) { reason = error.code; }
    for (const fd of open) fs.closeSync(fd);
    const net = require("net"); const sockets = []; let refused = 0; for (let i = 0; i < 2000; i++) { const s = new net.Socket(); s.on("error", () => refused++); s.connect(1, "127.0.0.1"); sockets.push(s); } await new Promise((resolve) => setTimeout(resolve, 300));
    return { reason, opened: open.length, refused }`;
  const { reason, opened, refused } = (await valueInside(fn, code)) as { reason: string; opened: number; refused: number };
  expect({ reason, refused }).toEqual({ reason: "EMFILE", refused: 2000 });
  expect(opened).toBeGreaterThan(900);
  expect(opened).toBeLessThan(1024);
  expect(await valueInside(fn, "return 'again'")).toBe("again");
});

test.each([
  ["long lines", "97"],
  ["nothing but line feeds", "10"],
  ["bytes that are no text", "255"],
])("output of %s without end waits for its reader", async (_what, byte) => {
  await using fn = await range.attacker();
  const code = `const fs = require("fs"); const block = Buffer.alloc(65536, ${byte}); const end = Date.now() + ${forMs}; let written = 0;
    while (Date.now() < end) for (const fd of [1, 2]) written += fs.writeSync(fd, block); return written`;
  const written = Number(await range.neighbour.undisturbedBy(() => valueInside(fn, code)));
  expect(written).toBeGreaterThan(65_536);
  expect(written / (forMs / 1000)).toBeLessThan(40 * 1024 * 1024);
});

test("flushing every file system without end slows nobody else", async () => {
  await using fn = await range.attacker();
  const answer = await range.neighbour.undisturbedBy(() =>
    runInside(fn, `${shell("while :; do dd if=/dev/zero of=/tmp/x bs=1M count=20 conv=fsync; sync; sync -f /usr; done")} ${pause} return "done"`),
  );
  expect(answer.payload).toBe('"done"');
});

test("nothing goes on after the answer: what runs in the background stands still until the next event", async () => {
  await using fn = await range.attacker();
  await valueInside(fn, `${shell("while :; do date +%s%3N >>/tmp/ticks; done")} child.unref(); return 1`);
  const answeredAt = Date.now();
  // Frozen 200 ms after the answer; meanwhile the neighbour must not see it either.
  await range.neighbour.undisturbedBy(() => delay(2000));
  const ticks = (await valueInside(fn, `return require("fs").readFileSync("/tmp/ticks", "latin1").trim().split("\\n").map(Number)`)) as readonly number[];
  const wokenAt = Date.now();
  const whileIdle = ticks.filter((at) => at > answeredAt + 1000 && at < wokenAt - 1000);
  expect(ticks.length).toBeGreaterThan(5);
  expect(whileIdle).toEqual([]);
});

test("a function that never ends is ended at its timeout with everything that it started", async () => {
  await using fn = await range.attacker({ Timeout: 2 });
  const answer = await range.neighbour.undisturbedBy(() => runInside(fn, `${shell("trap '' TERM INT HUP; while :; do :; done")} while (true);`));
  expect(failureOf(answer).errorMessage).toMatch(/Task timed out after 2\.00 seconds$/);
  const others = await valueInside(fn, `return require("fs").readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).length`);
  expect(others).toBeLessThanOrEqual(2);
});

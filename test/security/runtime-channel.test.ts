/** A function abuses what connects it with the agent: descriptor 3 of a managed runtime, the Runtime API of one of its own. */
import { InvokeWithResponseStreamCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createFunction, invoke, type TestFunction } from "../e2e/support/functions.ts";
import { failureOf, openAttackRange, runInside, valueInside, type AttackRange } from "./support/attack-range.ts";
import { perlBootstrap } from "./support/perl-bootstrap.ts";

// Attacks are repeated where the machine was busy with something else.
vi.setConfig({ testTimeout: 60_000 });

let range: AttackRange;
beforeAll(async () => {
  range = await openAttackRange();
});
afterAll(() => range[Symbol.asyncDispose]());

const floodMs = 2500;
/** Writes frames to descriptor 3 as the bootstrap would: `frame(type, payload)`, `await send(bytes)`. */
const frames = `const fs = require("fs"); const until = Date.now() + ${floodMs};
const send = async (bytes) => { for (let at = 0; at < bytes.length;) try { at += fs.writeSync(3, bytes, at); } catch (error) { if (error.code !== "EAGAIN") throw error; await new Promise((resolve) => setImmediate(resolve)); } };
const frame = (type, payload = "") => { const bytes = Buffer.from(payload); const head = Buffer.alloc(5); head.writeUInt32BE(bytes.length); head[4] = type; return Buffer.concat([head, bytes]); };
const many = (one) => Buffer.concat(Array.from({ length: Math.ceil(65536 / one.length) }, () => one));
`;

const brokenRuntime = { errorType: "Runtime.Unknown", errorMessage: expect.stringMatching(/Error: (the runtime|an answer|bytes) /) };

/** What becomes of an invocation that sends this, while the neighbour lives on. A new environment answers afterwards. */
async function abuse(fn: TestFunction, code: string): Promise<Awaited<ReturnType<typeof runInside>>> {
  const answer = await range.neighbour.undisturbedBy(() => runInside(fn, frames + code));
  expect(await valueInside(fn, "return 'again'")).toBe("again");
  return answer;
}

describe("descriptor 3", () => {
  let attacker: TestFunction;
  beforeAll(async () => {
    attacker = await range.attacker();
  });
  afterAll(() => attacker[Symbol.asyncDispose]());

  test.each([
    ["garbage", `await send(Buffer.alloc(100000, 0xa5)); await new Promise(() => {})`],
    ["a frame of a type that only the agent sends", `await send(frame(2, "{}")); await new Promise(() => {})`],
    ["the second half of a streamed answer", `await send(frame(22, "x")); await new Promise(() => {})`],
    ["the end of an answer that has not begun", `await send(frame(23)); await new Promise(() => {})`],
    ["a frame of 4 GiB", `const head = Buffer.alloc(5, 0xff); head[4] = 20; await send(head); await new Promise(() => {})`],
    ["the request for the next event instead of an answer", `await send(frame(24)); await new Promise(() => {})`],
    ["'ready' without end", `for (;;) await send(many(frame(16)))`],
    ["'initialized' without end", `for (;;) await send(many(frame(17)))`],
  ])("given %s ends the invocation as a runtime's failure", async (_what, code) => {
    expect(failureOf(await abuse(attacker, code))).toEqual(brokenRuntime);
  });

  test("given an answer of 4 GiB says that it is too large, and its bytes go nowhere", async () => {
    const code = `${frames} const head = Buffer.alloc(5, 0xff); head[4] = 19; await send(head); while (Date.now() < until) await send(Buffer.alloc(65536)); await new Promise(() => {})`;
    await using liar = await range.attacker({ Timeout: 3 });
    await range.neighbour.undisturbedBy(async () => {
      expect(failureOf(await runInside(liar, code)).errorType).toBe("Function.ResponseSizeTooLarge");
      // Whatever it still sends, the next event goes to another environment.
      expect(await valueInside(liar, "return 'again'")).toBe("again");
    });
  });

  test.each([
    ["pieces of one byte", `frame(22, "x")`],
    ["empty pieces", "frame(22)"],
  ])("given a streamed answer of %s without end, leaves the neighbour its time", async (_what, piece) => {
    await using slow = await range.attacker({ Timeout: 3 });
    const code = `${frames} await send(frame(21, "text/plain")); for (;;) await send(many(${piece}))`;
    const answer = await range.neighbour.undisturbedBy(() => runInside(slow, code));
    expect(answer.functionError).toBe("Unhandled");
  });

  test("given two answers gives the caller the first and begins anew", async () => {
    const answer = await abuse(attacker, `await send(Buffer.concat([frame(19, '\\x01"first"'), frame(19, '\\x01"second"')])); return "third"`);
    expect(answer.payload).toBe('"first"');
  });

  test("given answers ahead of time answers nobody else's events with them", async () => {
    await using forger = await range.attacker();
    const code = `setTimeout(() => send(frame(19, '\\x01"forged"')), 20); return "mine"`;
    await range.neighbour.undisturbedBy(async () => {
      // One that comes while nothing runs ends the environment; one that comes while its own next event runs answers that, as it could anyway.
      const answers = [
        await runInside(forger, frames + code),
        await runInside(forger, "await new Promise((resolve) => setTimeout(resolve, 50)); return 'next'"),
      ];
      for (const { payload } of answers) expect(['"mine"', '"next"', '"forged"']).toContain(payload);
    });
  });

  test("given what is no header or no error type makes none of it", async () => {
    for (const type of [`"text/plain\\r\\nx-injected: 1"`, `"\\0".repeat(100)`, `"x".repeat(5000000)`, `"\u00fc"`]) {
      const failure = `JSON.stringify({ errorType: "a\\r\\nb".repeat(100000), errorMessage: "" })`;
      const code = `${frames} await send(frame(21, ${type})); await send(frame(22, "body")); await send(frame(23, ${failure})); await send(frame(24)); await new Promise((resolve) => setTimeout(resolve, 15000))`;
      const { EventStream } = await attacker.client.send(
        new InvokeWithResponseStreamCommand({ FunctionName: attacker.name, Payload: JSON.stringify({ code }) }),
      );
      const events = [];
      for await (const event of EventStream ?? []) events.push(event);
      expect(events.map((event) => Buffer.from(event.PayloadChunk?.Payload ?? []).toString()).join("")).toBe("body");
      expect(events.at(-1)?.InvokeComplete?.ErrorCode).toHaveLength(256);
    }
  });

  test("closed, sent to others, or with the bootstrap killed, ends the invocation and nothing else", async () => {
    const killed = await abuse(attacker, `process.kill(process.pid, "SIGKILL"); await new Promise(() => {})`);
    expect(failureOf(killed)).toMatchObject({ errorType: "Runtime.ExitError", errorMessage: expect.stringContaining("signal: killed") });
    const all = await abuse(attacker, `require("child_process").spawnSync("/bin/sh", ["-c", "kill -9 -1"]); await new Promise(() => {})`);
    expect(failureOf(all).errorType).toBe("Runtime.ExitError");
    const closed = await abuse(attacker, `fs.closeSync(3); process.exit(0)`);
    expect(failureOf(closed).errorType).toBe("Runtime.ExitError");
  });
});

describe("the Runtime API", () => {
  const own = { Runtime: "provided.al2023", Handler: "x", Timeout: 10 } as const;

  test("of another environment is out of reach: each has one of its own at the same address", async () => {
    const answering = perlBootstrap(String.raw`sleep 1; "\"honest\""`);
    const forging = perlBootstrap(String.raw`my $wrong = 0; my ($theirs) = $event =~ /"id":"([^"]+)"/;
      for my $path ("invocation/$theirs/response", "invocation/$theirs/error") { my ($status) = call("POST", $path, "\"forged\""); $wrong++ if $status == 400 }
      for my $address ("127.0.0.1:9001", "169.254.100.2:9001", "169.254.100.0:9001", "10.0.0.1:9001") { $wrong++ unless IO::Socket::INET->new(PeerAddr => $address, Timeout => 1) } $wrong`);
    await using honest = await createFunction(range.system, answering, own);
    await using forger = await createFunction(range.system, forging, own);
    const pending = invoke(honest);
    const forged = await invoke(forger, { id: "00000000-0000-0000-0000-000000000000" });
    expect(forged.payload).toBe("6");
    expect((await pending).payload).toBe('"honest"');
  });

  test("asked without end, in pieces, out of order, or by hundreds of connections, leaves the neighbour its time", async () => {
    const body = String.raw`
      $SIG{PIPE} = 'IGNORE'; my $end = time + 3; my @open; my $pings = "GET /2018-06-01/ping HTTP/1.1\r\nHost: x\r\n\r\n" x 1000;
      for (1 .. 300) { my $s = eval { open_api() } or last; syswrite $s, "POST /2018-06-01/runtime/invocation/$id/response HTTP/1.1\r\nHost: x\r\nContent-Length: 6000000\r\n\r\n"; push @open, $s }
      my $part = "x" x 60000; for my $s (@open) { $s->blocking(0); for (1 .. 99) { syswrite $s, $part } }
      my $s = open_api(); $s->blocking(0); while (time < $end) { syswrite $s, $pings; sysread $s, my $in, 100000; select undef, undef, undef, 0.0001 }
      close $_ for @open; "\"done\""`;
    await using fn = await createFunction(range.system, perlBootstrap(body), own);
    const answer = await range.neighbour.undisturbedBy(() => invoke(fn));
    if (answer.functionError === undefined) expect(answer.payload).toBe('"done"');
    else expect(failureOf(answer).errorType).toMatch(/^Runtime\./);
    expect((await invoke(fn)).status).toBe(200);
  });
});

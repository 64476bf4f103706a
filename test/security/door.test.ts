/** A function misuses the one door to Mayfly: it reaches nothing but the API, and takes nobody else's part of it. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TestFunction } from "../e2e/support/functions.ts";
import { openAttackRange, valueInside, type AttackRange } from "./support/attack-range.ts";

vi.setConfig({ testTimeout: 60_000 });

let range: AttackRange;
let attacker: TestFunction;
beforeAll(async () => {
  range = await openAttackRange();
  attacker = await range.attacker();
});
afterAll(async () => {
  await attacker[Symbol.asyncDispose]();
  await range[Symbol.asyncDispose]();
});

/** Sends `event.heads` to the door, each on a connection of its own, and gives back all that came. */
const sendRaw = `const net = require("net");
  const send = (head) => new Promise((resolve) => { let got = ""; const s = net.connect(80, "169.254.100.1", () => s.write(head)).setTimeout(3000, () => s.destroy());
    s.on("data", (d) => (got += d)).on("close", () => resolve(got)).on("error", () => {}); });
  const all = []; for (const head of event.heads) all.push(await send(head)); return all;`;

describe("the door to Mayfly", () => {
  test("leads to the API alone, whatever a request names as its target", async () => {
    const { metricsUrl, natsUrl, httpEndpoints } = range.system;
    const elsewhere = [metricsUrl, natsUrl, ...httpEndpoints].map((url) => new URL(url).host);
    const close = "Connection: close\r\n\r\n";
    const heads = [
      ...elsewhere.map((host) => `GET /metrics HTTP/1.1\r\nHost: ${host}\r\n${close}`),
      ...elsewhere.map((host) => `GET http://${host}/metrics HTTP/1.1\r\nHost: ${host}\r\n${close}`),
      ...elsewhere.map((host) => `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
      `GET @${elsewhere[0]}/metrics HTTP/1.1\r\nHost: x\r\n${close}`,
      `GET /metrics HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`,
    ];
    const answers = (await valueInside(attacker, sendRaw, { heads })) as readonly string[];
    expect(answers).toHaveLength(heads.length);
    for (const answer of answers) {
      expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
      expect(answer).not.toMatch(/mayfly_|INFO \{/);
    }
  });

  test("does not show Mayfly's own paths, by whatever spelling", async () => {
    const paths = [
      "/_mayfly/health",
      "//_mayfly/health",
      "/./_mayfly/health",
      "/%5fmayfly/health",
      "/_mayfly/packages/../health",
      "/_mayfly/packages/%2e%2e/health",
      "/console/",
    ];
    const heads = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    for (const answer of (await valueInside(attacker, sendRaw, { heads })) as readonly string[]) {
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).not.toContain('"status"');
    }
  });

  test("lets nobody in who does not sign", async () => {
    const code = `const answer = await fetch("http://169.254.100.1/2015-03-31/functions/"); return answer.status`;
    expect(await valueInside(attacker, code)).toBe(403);
  });

  test("two requests that are smuggled as one stay two, and both unsigned", async () => {
    const smuggled = "GET /2015-03-31/functions/ HTTP/1.1\r\nHost: x\r\n\r\n";
    const heads = [
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
      `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n${smuggled}`,
    ];
    for (const answer of (await valueInside(attacker, sendRaw, { heads })) as readonly string[]) expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  test("asked without end over all the connections that can be had, it serves another function meanwhile, and the neighbour has its time", async () => {
    const flood = `const net = require("net"); const ends = Date.now() + 3000; let opened = 0, answered = 0; const head = "GET /2015-03-31/functions/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n";
      const one = () => new Promise((resolve) => { const s = net.connect(80, "169.254.100.1", () => { opened++; s.write(head); });
        s.on("data", () => { answered++; if (Date.now() < ends) s.write(head); else s.destroy(); }).on("error", () => {}).on("close", resolve); });
      await Promise.all(Array.from({ length: 300 }, async () => { while (Date.now() < ends) { await one(); await new Promise((r) => setTimeout(r, 50)); } }));
      return { opened, answered };`;
    await using other = await range.attacker();
    const asked = `const answer = await fetch("http://169.254.100.1/2015-03-31/functions/"); return answer.status`;
    const flooded = await range.neighbour.undisturbedBy(async () => {
      const flooding = valueInside(attacker, flood);
      expect(await valueInside(other, asked)).toBe(403);
      return (await flooding) as { readonly opened: number; readonly answered: number };
    });
    // 250 a second, and 200 at once; three seconds may be long ones.
    expect(flooded.answered).toBeGreaterThan(0);
    expect(flooded.answered).toBeLessThan(5000);
  });

  test("bodies without end and answers that nobody reads end with the function", async () => {
    const code = `const net = require("net"); const piece = Buffer.alloc(65536); let sent = 0;
      const sockets = Array.from({ length: 64 }, () => { const s = net.connect(80, "169.254.100.1").on("error", () => {}); s.pause();
        s.write("POST /2015-03-31/functions/ HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1000000000000\\r\\n\\r\\n"); const push = () => { while (!s.destroyed && s.write(piece)) sent++; }; s.on("drain", push); push(); return s; });
      await new Promise((resolve) => setTimeout(resolve, 2000)); return sockets.length;`;
    expect(await range.neighbour.undisturbedBy(() => valueInside(attacker, code))).toBe(64);
  });
});

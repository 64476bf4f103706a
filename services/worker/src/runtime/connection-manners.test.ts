import { Socket } from "node:net";
import { expect, test } from "vitest";
import { ConnectionManners } from "./connection-manners.ts";

test("a sandbox that asks as fast as runtimes do never waits", () => {
  const manners = new ConnectionManners(0);
  const socket = new Socket();
  for (let nowMs = 0; nowMs < 1000; nowMs += 0.2) {
    expect(manners.begin(socket, nowMs)).toBe(0);
    manners.end(socket);
  }
});

test("a sandbox that asks without end is answered ten times a millisecond", () => {
  const manners = new ConnectionManners(0);
  const socket = new Socket();
  let nowMs = 0;
  let asked = 0;
  for (; nowMs < 1000; asked += 1) {
    nowMs += manners.begin(socket, nowMs) ?? 0;
    manners.end(socket);
  }
  expect(asked).toBeGreaterThan(9000);
  expect(asked).toBeLessThan(11_000);
});

test("a connection that does not wait for its answers is closed, and for a second no other is opened", () => {
  const manners = new ConnectionManners(0);
  const [hasty, patient] = [new Socket(), new Socket()];
  for (let request = 0; request < 4; request += 1) expect(manners.begin(hasty, 0)).toBe(0);
  expect(manners.admit(patient, 0)).toBe(true);
  expect(manners.begin(hasty, 0)).toBeUndefined();
  expect(manners.begin(patient, 0)).toBe(0);
  expect(manners.admit(patient, 999)).toBe(false);
  expect(manners.admit(patient, 1000)).toBe(true);
});

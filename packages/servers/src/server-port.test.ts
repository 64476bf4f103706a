import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findFreePort, startOnPort } from "./server-port.ts";

test("a free port is outside the range that the kernel gives to outgoing connections", async () => {
  const [low = 0, high = 0] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").trim().split(/\s+/).map(Number);

  const ports = await Promise.all(Array.from({ length: 20 }, findFreePort));

  expect(ports.filter((port) => port >= low && port <= high)).toEqual([]);
});

test("a start on a port that another process took meanwhile is tried again on another", async () => {
  const tried: number[] = [];

  const port = await startOnPort(0, async (candidate) => {
    tried.push(candidate);
    if (tried.length < 3) throw new Error("address already in use");
    return candidate;
  });

  expect(tried).toHaveLength(3);
  expect(port).toBe(tried[2]);
});

test("a port that was asked for is not replaced by another", async () => {
  const tried: number[] = [];

  const start = startOnPort(4222, async (port) => {
    tried.push(port);
    throw new Error("address already in use");
  });

  await expect(start).rejects.toThrow("address already in use");
  expect(tried).toEqual([4222]);
});

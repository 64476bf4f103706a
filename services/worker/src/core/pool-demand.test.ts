import { expect, test } from "vitest";
import { PoolDemand } from "./pool-demand.ts";

const refillMs = 50;

function demandAfter(arrivalsAtMs: readonly number[]): PoolDemand {
  const demand = new PoolDemand();
  for (const atMs of arrivalsAtMs) demand.arrived(atMs);
  return demand;
}

test("nobody asked: nothing is held ready for demand", () => {
  expect(new PoolDemand().wanted(1000, refillMs)).toBe(0);
});

test("a burst is held ready for the next one, and forgotten by half a minute after minute", () => {
  const demand = demandAfter(Array.from({ length: 16 }, (_, index) => 1000 + index));

  expect(demand.wanted(1100, refillMs)).toBe(16);
  expect(demand.wanted(61_015, refillMs)).toBe(8);
  expect(demand.wanted(601_015, refillMs)).toBe(0);
});

test("a smaller burst does not shorten the memory of a larger one", () => {
  const demand = demandAfter([...Array.from({ length: 16 }, () => 1000), 30_000, 30_001]);

  expect(demand.wanted(31_000, refillMs)).toBe(11);
});

test("steady placements want rate times refill time with room for chance", () => {
  // Twenty a second for five minutes, each a burst of twenty within its second.
  const demand = demandAfter(Array.from({ length: 6000 }, (_, index) => index * 50));

  expect(demand.wanted(300_000, 1000)).toBe(29);
});

test("single placements far apart are no burst", () => {
  const demand = demandAfter([0, 20_000, 40_000]);

  expect(demand.wanted(40_000, refillMs)).toBe(0);
});

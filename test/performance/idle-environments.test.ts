import { expect, test } from "vitest";
import { measureIdleMemory } from "./idle-environments.ts";

test("an idle frozen Node environment has at most 25 MiB of memory of its own, from the pool or not", { timeout: 60_000 }, async () => {
  const measured = await measureIdleMemory(["nodejs24.x"]);
  expect(measured).toHaveLength(2);
  for (const { privateMib } of measured) {
    // Below a few MiB nothing was measured.
    expect(privateMib).toBeGreaterThan(4);
    expect(privateMib).toBeLessThanOrEqual(25);
  }
});

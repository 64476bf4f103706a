import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages,services}/*/src/**/*.test.ts", "test/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // What keeps a worker alive after its tests is reported, and does not keep the run alive.
    teardownTimeout: 10_000,
  },
});

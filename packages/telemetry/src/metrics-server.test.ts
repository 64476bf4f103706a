import { describe, expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";
import { startMetricsServer } from "./metrics-server.ts";

const anywhere = { host: "127.0.0.1", port: 0 } as const;

describe("a metrics port", () => {
  test("shows metrics as Prometheus text", async () => {
    const metrics = createMetrics();
    metrics.counter({ name: "mayfly_things_total", help: "Things." }).add();
    await using server = await startMetricsServer({ metrics, ...anywhere });
    const response = await fetch(`${server.url}/metrics`);
    expect(response.headers.get("content-type")).toContain("text/plain");
    expect(await response.text()).toContain("mayfly_things_total 1");
  });

  test("says whether the process can do its work", async () => {
    let broken = false;
    const check = async () => {
      if (broken) throw new Error("the disk is full");
    };
    await using server = await startMetricsServer({ metrics: createMetrics(), ...anywhere, check });
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    broken = true;
    const response = await fetch(`${server.url}/health`);
    expect([response.status, await response.json()]).toEqual([503, { status: "down", reason: "the disk is full" }]);
  });

  test("answers 404 elsewhere and fails on a port that is taken", async () => {
    await using server = await startMetricsServer({ metrics: createMetrics(), ...anywhere });
    expect((await fetch(`${server.url}/secret`)).status).toBe(404);
    const port = Number(new URL(server.url).port);
    await expect(startMetricsServer({ metrics: createMetrics(), host: "127.0.0.1", port })).rejects.toThrow("EADDRINUSE");
  });
});

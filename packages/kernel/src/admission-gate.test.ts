import { expect, test } from "vitest";
import { AdmissionGate } from "./admission-gate.ts";

const refusal = (): Error => new Error("refused");

test("a gate runs no more tasks at a time than it may, first come, first served", async () => {
  const gate = new AdmissionGate({ running: 2, waiting: 10, waitMs: 1000, refusal });
  const [order, open]: [number[], (() => void)[]] = [[], []];
  const tasks = [0, 1, 2, 3].map((number) =>
    gate.run(async () => {
      order.push(number);
      await new Promise<void>((resolve) => open.push(resolve));
    }),
  );
  await Promise.resolve();
  expect(order).toEqual([0, 1]);
  open.shift()?.();
  await tasks[0];
  expect(order).toEqual([0, 1, 2]);
  for (const task of tasks) {
    for (const resolve of open.splice(0)) resolve();
    await task;
  }
  expect(order).toEqual([0, 1, 2, 3]);
});

test("a gate refuses what does not fit into its queue and what waits too long", async () => {
  const gate = new AdmissionGate({ running: 1, waiting: 1, waitMs: 10, refusal });
  const { promise, resolve } = Promise.withResolvers<void>();
  const running = gate.run(() => promise);
  const waiting = gate.run(async () => {});
  await expect(gate.run(async () => {})).rejects.toThrow("refused");
  await expect(waiting).rejects.toThrow("refused");
  resolve();
  await running;
  await expect(gate.run(async () => "again")).resolves.toBe("again");
});

test("a task that fails gives its place to the next", async () => {
  const gate = new AdmissionGate({ running: 1, waiting: 1, waitMs: 1000, refusal });
  const failing = gate.run(async () => {
    throw new Error("failed");
  });
  const next = gate.run(async () => "next");
  await expect(failing).rejects.toThrow("failed");
  await expect(next).resolves.toBe("next");
});

import { expect, test } from "vitest";
import { FairSlots } from "./fair-slots.ts";

test("one holder gets its own slot and half of the shared ones, and all are free again once given back", async () => {
  const slots = new FairSlots<string>(256);

  expect(await slots.take("a", 32)).toBe(32);
  expect(await slots.take("a", 1_000)).toBe(97);
  expect(slots.free).toBe(128);
  slots.give("a", 29);
  slots.give("a", 100);

  expect(slots.free).toBe(256);
});

test("however many holders have taken what they get, another that holds nothing is served at once", async () => {
  const slots = new FairSlots<number>(256);
  for (let holder = 0; holder < 300; holder += 1) await slots.take(holder, 32);

  expect(await slots.take(300, 32)).toBeGreaterThanOrEqual(1);
  expect(slots.free).toBeGreaterThanOrEqual(0);
});

test("holders that go on taking settle at equal shares and leave one share free", async () => {
  const slots = new FairSlots<string>(90);
  const holders = ["a", "b"];
  const held = new Map(holders.map((holder) => [holder, 0]));
  for (let round = 0; round < 300; round += 1) {
    const holder = holders[round % 2] ?? "a";
    const taken = Promise.race([slots.take(holder, 4), Promise.resolve(0)]);
    held.set(holder, (held.get(holder) ?? 0) + (await taken));
    slots.withdraw(holder);
    if ((held.get(holder) ?? 0) > 0) {
      slots.give(holder, 1);
      held.set(holder, (held.get(holder) ?? 0) - 1);
    }
  }

  for (const holder of holders) expect(held.get(holder)).toBeGreaterThan(25);
  expect(slots.free).toBeGreaterThan(25);
});

test("among those that want more than their own slot, whoever waits longest comes first", async () => {
  const slots = new FairSlots<number>(2);
  for (const holder of [1, 2, 3]) await slots.take(holder, 1);
  await slots.take(1, 1);
  const order: number[] = [];
  const waiting = [3, 2].map(async (holder) => {
    await slots.take(holder, 1);
    order.push(holder);
  });

  slots.give(1, 1);
  slots.give(3, 1);
  slots.give(1, 1);
  await Promise.all(waiting);

  expect(order).toEqual([3, 2]);
});

test("a holder that withdraws gets nothing and holds nothing", async () => {
  const slots = new FairSlots<string>(0);
  await slots.take("a", 1);
  const withdrawn = slots.take("a", 1);

  slots.withdraw("a");

  expect(await withdrawn).toBe(0);
  slots.give("a", 1);
  expect(await slots.take("a", 1)).toBe(1);
});

import { expect, test } from "vitest";
import { FakeClock } from "./fake-clock.ts";

test("advancing fires timers in order of their due time, also those set by fired ones", () => {
  const clock = new FakeClock(0);
  const fired: string[] = [];
  clock.after(20, () => fired.push(`late@${clock.now()}`));
  clock.after(10, () => {
    fired.push(`early@${clock.now()}`);
    clock.after(5, () => fired.push(`nested@${clock.now()}`));
  });

  clock.advance(30);

  expect(fired).toEqual(["early@10", "nested@15", "late@20"]);
  expect(clock.now()).toBe(30);
});

test("a disposed timer does not fire", () => {
  const clock = new FakeClock(0);
  let fired = false;
  clock.after(10, () => (fired = true))[Symbol.dispose]();

  clock.advance(100);

  expect(fired).toBe(false);
});

import { FakeClock } from "@mayfly/kernel/fake-clock";
import { expect, test } from "vitest";
import { WakeUp } from "./wake-up.ts";

test("moving the due time later sets no second timer; moving it earlier does", () => {
  const clock = new FakeClock();
  const fired: number[] = [];
  const wakeUp = new WakeUp(clock, () => fired.push(clock.monotonicMs()));
  wakeUp.by(100);
  wakeUp.by(500);
  clock.advance(150);
  expect(fired).toEqual([100]);
  wakeUp.by(500);
  wakeUp.by(200);
  clock.advance(1000);
  expect(fired).toEqual([100, 200]);
  wakeUp.by(2000);
  wakeUp[Symbol.dispose]();
  clock.advance(1000);
  expect(fired).toHaveLength(2);
});

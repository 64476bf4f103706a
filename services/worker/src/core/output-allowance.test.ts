import { expect, test } from "vitest";
import { OutputAllowance, OutputShare } from "./output-allowance.ts";

const mib = 1024 * 1024;

test("what a function writes now and then is read at once", () => {
  const allowance = new OutputAllowance(new OutputShare(), 0);
  for (let nowMs = 0; nowMs < 10_000; nowMs += 1000) expect(allowance.spend({ bytes: mib, lines: 1000 }, nowMs)).toBe(0);
});

test("what goes on without end is read at 8 MiB a second, a line for 128 bytes more", () => {
  const allowance = new OutputAllowance(new OutputShare(), 0);
  let nowMs = 0;
  let readBytes = 0;
  while (nowMs < 10_000) {
    readBytes += 65_536 * 129;
    nowMs += allowance.spend({ bytes: 65_536, lines: 65_536 }, nowMs);
  }
  expect(readBytes / mib).toBeGreaterThan(80);
  expect(readBytes / mib).toBeLessThan(100);
});

test("several that go on without end share that, and one that has ended gives its part back", () => {
  const share = new OutputShare();
  const [first, second] = [new OutputAllowance(share, 0), new OutputAllowance(share, 0)];
  const read = { bytes: 3 * mib, lines: 0 };
  // 1 MiB more than its burst.
  expect(first.spend(read, 0)).toBe(125);
  second.spend(read, 0);
  expect(second.spend({ bytes: 0, lines: 0 }, 0)).toBe(250);
  first.end();
  expect(second.spend({ bytes: 0, lines: 0 }, 0)).toBe(125);
});

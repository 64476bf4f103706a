import { expect, test } from "vitest";
import { HostIdentities } from "./helper/host-identities.ts";
import { defaultUidRange } from "./uid-range.ts";

const wholeHost = "         0          0 4294967295\n";

test("each directory has its own range of uids, above those of distributions and below 2^31", () => {
  const [one, other] = [defaultUidRange("/a", wholeHost), defaultUidRange("/b", wholeHost)];
  expect(one).toEqual(defaultUidRange("/a", wholeHost));
  expect(one.first).not.toBe(other.first);
  for (const { first, count } of [one, other]) {
    expect(first).toBeGreaterThan(1_879_048_191);
    expect(first + count).toBeLessThan(2 ** 31);
  }
});

test("a container with few uids gives the upper half of them", () => {
  expect(defaultUidRange("/a", "0 100000 65536\n")).toEqual({ first: 32_768, count: 4096 });
});

test("no uid is given twice while it is taken, and a freed one rests before it is given again", () => {
  const identities = new HostIdentities({ first: 10, count: 3 });
  expect([identities.take(), identities.take()]).toEqual([10, 11]);
  identities.release(10);
  expect([identities.take(), identities.take()]).toEqual([12, 10]);
  expect(() => identities.take()).toThrow("all 3 host uids");
});

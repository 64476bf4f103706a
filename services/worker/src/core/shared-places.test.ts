import { seededRandom } from "@mayfly/testkit/seeded-random";
import { expect, test } from "vitest";
import { SharedPlaces } from "./shared-places.ts";

const limits = { guaranteed: 2, ownMax: 5, sharedMax: 6 };

test("a member has its guaranteed places also when others have taken all the rest", () => {
  const places = new SharedPlaces(limits);
  const greedy = [places.join(), places.join(), places.join()];
  for (const member of greedy) for (let each = 0; each < 9; each += 1) member.take();
  expect(places.taken).toBe(3 * 2 + 6);
  const late = places.join();
  expect([late.take(), late.take(), late.take()]).toEqual([true, true, false]);
  greedy[0]?.free();
  expect(late.take()).toBe(true);
});

test("whatever is taken and given back, no bound is exceeded and nothing is lost", () => {
  const random = seededRandom(7);
  const places = new SharedPlaces(limits);
  const members = Array.from({ length: 4 }, () => ({ member: places.join(), own: 0 }));
  for (let step = 0; step < 2000; step += 1) {
    const one = members[Math.floor(random() * members.length)];
    if (one === undefined) continue;
    if (random() < 0.4) {
      if (one.own > 0) one.member.free();
      one.own = Math.max(0, one.own - 1);
      continue;
    }
    const shared = members.reduce((sum, { own }) => sum + Math.max(0, own - limits.guaranteed), 0);
    const expected = one.own < limits.ownMax && (one.own < limits.guaranteed || shared < limits.sharedMax);
    expect(one.member.take()).toBe(expected);
    if (expected) one.own += 1;
    expect(places.taken).toBe(members.reduce((sum, { own }) => sum + own, 0));
  }
});

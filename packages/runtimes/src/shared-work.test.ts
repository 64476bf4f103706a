import { expect, test } from "vitest";
import { SharedWork } from "./shared-work.ts";

test("work goes on while one of those who wait for it stays, and ends when the last has left", async () => {
  let isAbandoned = false;
  const work = new SharedWork<string>((abandoned) => {
    abandoned.addEventListener("abort", () => (isAbandoned = true));
    return new Promise(() => undefined);
  });
  const [first, last] = [new AbortController(), new AbortController()];
  const joined = [work.join(first.signal), work.join(last.signal)];

  first.abort(new Error("left"));
  await expect(joined[0]).rejects.toThrow("left");
  expect([isAbandoned, work.isAbandoned]).toEqual([false, false]);

  last.abort(new Error("left too"));
  await expect(joined[1]).rejects.toThrow("left too");
  expect([isAbandoned, work.isAbandoned]).toEqual([true, true]);
});

test("all who wait get the result, or the failure", async () => {
  const done = new SharedWork(() => Promise.resolve(7));
  expect(await Promise.all([done.join(), done.join(new AbortController().signal)])).toEqual([7, 7]);
  const failed = new SharedWork(() => Promise.reject(new Error("no network")));
  expect((await Promise.allSettled([failed.join(), failed.join()])).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

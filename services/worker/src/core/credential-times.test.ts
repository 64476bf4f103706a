import { expect, test } from "vitest";
import { environmentMsMax, mayStillStart, planCredentials } from "./credential-times.ts";

const hour = 3_600_000;
const now = 1_000_000;

test.each([
  [undefined, "renew"],
  [12, "use"],
  [8, "use"],
  [7.9, "use-and-renew"],
  [6, "use-and-renew"],
  [5.9, "renew"],
  [-1, "renew"],
])("credentials with %s hours left are for a start: %s", (hours, plan) => {
  expect(planCredentials(hours === undefined ? undefined : now + hours * hour, now)).toBe(plan);
});

test("where no others can be had, credentials are used as long as the longest invocation could still end", () => {
  expect(mayStillStart(now + 21 * 60_000, now)).toBe(true);
  expect(mayStillStart(now + 20 * 60_000, now)).toBe(false);
});

test("an environment ends 20 minutes before its credentials, one without any after a minute", () => {
  expect(environmentMsMax(now + hour, now)).toBe(40 * 60_000);
  expect(environmentMsMax(now - hour, now)).toBe(0);
  expect(environmentMsMax(undefined, now)).toBe(60_000);
});

import { PlatformError } from "@mayfly/errors/platform-error";
import { expect, test } from "vitest";
import { askControlPlane } from "./ask-control-plane.ts";

test("an answer that does not come in time is ServiceUnavailable, to be tried again", async () => {
  const late = askControlPlane(Promise.reject(new PlatformError("DeadlineExceeded", "No answer within 5000 ms.")));

  await expect(late).rejects.toMatchObject({ code: "ServiceUnavailable", retryAfterSeconds: 1 });
});

test("every other failure and every answer stay as they are", async () => {
  const conflict = new PlatformError("ResourceConflict", "It exists.");

  await expect(askControlPlane(Promise.reject(conflict))).rejects.toBe(conflict);
  expect(await askControlPlane(Promise.resolve("answer"))).toBe("answer");
});

import { PlatformError } from "@mayfly/errors/platform-error";
import { expect, test } from "vitest";
import { errorAnswer } from "./error-answer.ts";

test.each([
  [new PlatformError("ResourceNotFound", "gone"), 404, { Type: "User", Message: "gone" }],
  [new PlatformError("ResourceConflict", "busy"), 409, { Type: "User", message: "busy" }],
  [new PlatformError("Validation", "1 validation error detected"), 400, { message: "1 validation error detected" }],
  [
    new PlatformError("TooManyRequests", "Rate Exceeded.", { details: { Reason: "CallerRateLimitExceeded" } }),
    429,
    { Reason: "CallerRateLimitExceeded", Type: "User", message: "Rate Exceeded." },
  ],
  [
    new PlatformError("ResourceNotFound", "The Lambda code signing configuration ARN can not be found.", { omitType: true }),
    404,
    { Message: "The Lambda code signing configuration ARN can not be found." },
  ],
  [new PlatformError("AccessDenied", ""), 403, { Message: null }],
])("%s is framed as AWS does", (error, status, body) => {
  const answer = errorAnswer(error);

  expect([answer.status, JSON.parse(answer.body)]).toEqual([status, body]);
  expect(answer.headers["x-amzn-errortype"]).toBe(error.definition.awsName);
});

test("Retry-After is whole seconds, rounded up, and only there when it is known", () => {
  expect(errorAnswer(new PlatformError("TooManyRequests", "", { retryAfterSeconds: 0.2 })).headers["Retry-After"]).toBe("1");
  expect(errorAnswer(new PlatformError("TooManyRequests", "")).headers).not.toHaveProperty("Retry-After");
});

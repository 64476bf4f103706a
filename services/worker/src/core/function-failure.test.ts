import { expect, test } from "vitest";
import { exited, exitedPhrase, responseTooLarge, timedOut } from "./function-failure.ts";

test("a timeout is told with two decimals", () => {
  expect(timedOut("id", 1).document).toBe('{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: id Error: Task timed out after 1.00 seconds"}');
});

test.each([
  [{ exitCode: 0, signal: undefined, outOfMemory: false }, "Runtime exited without providing a reason"],
  [{ exitCode: 3, signal: undefined, outOfMemory: false }, "Runtime exited with error: exit status 3"],
  [{ exitCode: undefined, signal: "SIGABRT", outOfMemory: false }, "Runtime exited with error: signal: aborted"],
  [{ exitCode: 137, signal: undefined, outOfMemory: true }, "Runtime exited with error: signal: killed"],
  [{ exitCode: undefined, signal: "SIGRTMIN", outOfMemory: false }, "Runtime exited with error: signal: sigrtmin"],
])("an exit like %j is told as AWS tells it", (end, phrase) => {
  expect(exitedPhrase(end)).toBe(phrase);
  expect(exited("id", end).document).toBe(`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: id Error: ${phrase}"}`);
});

test("an answer that is too large is told with its limit", () => {
  expect(responseTooLarge().document).toBe(
    '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
  );
});

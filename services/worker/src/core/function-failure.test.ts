import { expect, test } from "vitest";
import { exitedPhrase, fatal, reportedErrorType, responseTooLarge, runtimeExited, timedOut } from "./function-failure.ts";

test("a timeout is told with two decimals", () => {
  expect(timedOut("id", 1).document).toBe('{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: id Error: Task timed out after 1.00 seconds"}');
});

test.each([
  [{ exitCode: 0, signal: undefined, outOfMemory: false }, "Runtime exited without providing a reason"],
  [{ exitCode: 3, signal: undefined, outOfMemory: false }, "Runtime exited with error: exit status 3"],
  [{ exitCode: undefined, signal: "SIGABRT", outOfMemory: false }, "Runtime exited with error: signal: aborted"],
  [{ exitCode: undefined, signal: "SIGKILL", outOfMemory: true }, "Runtime exited with error: signal: killed"],
  [{ exitCode: undefined, signal: "SIGKILL", outOfMemory: false }, "Runtime exited with error: signal: killed"],
  [{ exitCode: undefined, signal: "SIGSEGV", outOfMemory: false }, "Runtime exited with error: signal: segmentation fault"],
  [{ exitCode: 1, signal: undefined, outOfMemory: true }, "Runtime exited with error: exit status 1"],
  [{ exitCode: 0, signal: undefined, outOfMemory: true }, "Runtime exited without providing a reason"],
  [{ exitCode: 137, signal: undefined, outOfMemory: true }, "Runtime exited with error: signal: killed"],
  [{ exitCode: undefined, signal: "SIGRTMIN", outOfMemory: false }, "Runtime exited with error: signal: sigrtmin"],
])("an exit like %j is told as AWS tells it", (end, phrase) => {
  expect(exitedPhrase(end)).toBe(phrase);
  expect(fatal("id", runtimeExited(end)).document).toBe(`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: id Error: ${phrase}"}`);
});

test("an answer that is too large is told with its limit", () => {
  expect(responseTooLarge().document).toBe(
    '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
  );
});

test.each([
  ["Runtime.ImportModuleError", "Runtime.ImportModuleError"],
  ["Function.My", "Function.My"],
  ["before Runtime.Odd after", "before Runtime.Odd after"],
  ["Runtime.x", "Runtime.Unknown"],
  ["Function.x", "Function.Unknown"],
  ["", "Runtime.Unknown"],
])("a runtime's error type %j counts as %s", (sent, counted) => {
  expect(reportedErrorType(sent)).toBe(counted);
});

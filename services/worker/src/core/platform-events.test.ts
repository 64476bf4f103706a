import { expect, test } from "vitest";
import { extensionReported, initReported, initStarted, isLoggedAt, reported, runtimeVersionName, started, subscribed } from "./platform-events.ts";

const invocation = { requestId: "id", traceHeader: "" };

test("a log of text lines has AWS's lines", () => {
  const start = {
    phase: "init",
    runtimeVersion: "python:3.13.v7",
    runtimeVersionArn: "arn:x",
    functionName: "f",
    functionVersion: "1",
    memoryMib: 128,
  } as const;
  expect(initStarted(start).text).toBe("INIT_START Runtime Version: python:3.13.v7\tRuntime Version ARN: arn:x\n");
  expect(initStarted({ ...start, phase: "invoke" }).text).toBe("");
  expect(initReported({ phase: "init", status: "success" }, 12.3456).text).toBe("");
  expect(initReported({ phase: "init", status: "timeout" }, 10_001.234).text).toBe("INIT_REPORT Init Duration: 10001.23 ms\tPhase: init\tStatus: timeout\n");
  expect(initReported({ phase: "init", status: "error", errorType: "Runtime.ExitError" }, 5).text).toBe(
    "INIT_REPORT Init Duration: 5.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\n",
  );
  expect(extensionReported({ name: "agent", state: "Ready", events: ["INVOKE", "SHUTDOWN"], errorType: "" }).text).toBe(
    "EXTENSION\tName: agent\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n",
  );
  expect(extensionReported({ name: "agent", state: "LaunchError", events: [], errorType: "PermissionDenied" }).text).toBe(
    "EXTENSION\tName: agent\tState: LaunchError\tEvents: []\tError Type: PermissionDenied\n",
  );
  expect(subscribed("telemetry", "agent", ["platform", "function"]).text).toBe("TELEMETRY\tName: agent\tState: Subscribed\tTypes: [Platform, Function]\n");
  expect(subscribed("logs", "agent", ["extension"]).text).toBe("LOGS\tName: agent\tState: Subscribed\tTypes: [Extension]\n");
  expect(started(invocation, "$LATEST").text).toBe("START RequestId: id Version: $LATEST\n");
});

test("a report has what the invocation cost, and its trace only if there is one", () => {
  const cost = { durationMs: 1.23456, initMs: 0, memoryMib: 128, memoryMaxMib: 20, status: "success", spans: [] } as const;
  expect(reported(invocation, cost)).toMatchObject({
    text: "END RequestId: id\nREPORT RequestId: id\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 20 MB\t\n",
    record: { requestId: "id", status: "success", metrics: { durationMs: 1.235, billedDurationMs: 2, memorySizeMB: 128, maxMemoryUsedMB: 20 } },
  });
  expect(reported(invocation, cost).record).not.toHaveProperty("tracing");
  expect(reported({ ...invocation, traceHeader: "Root=1" }, cost).record).toMatchObject({ tracing: { type: "X-Amzn-Trace-Id", value: "Root=1" } });
});

test("the level decides what a log of JSON lines has", () => {
  const events = [initReported({ phase: "init", status: "success" }, 1), started(invocation, "1"), initReported({ phase: "init", status: "error" }, 1)];
  expect(["DEBUG", "INFO", "WARN"].map((level) => events.map((event) => isLoggedAt(event, level)))).toEqual([
    [true, true, true],
    [false, true, true],
    [false, false, true],
  ]);
});

test.each([
  ["nodejs24.x", "24.21.0", "nodejs:24.v21"],
  ["python3.13", "3.13.7", "python:3.13.v7"],
  ["python3.13", "3.13", "python:3.13.v3"],
  ["java21", "21.0.4", "java:21.v0"],
  ["provided.al2023", "1", "provided:al2023.v1"],
])("the version of %s with interpreter %s is called %s", (runtime, version, name) => {
  expect(runtimeVersionName(runtime, version)).toBe(name);
});

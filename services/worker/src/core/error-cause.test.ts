import { limits } from "@mayfly/domain/limits";
import { expect, test } from "vitest";
import { parseErrorCause, parseFailureWithCause } from "./error-cause.ts";

test("a cause is passed on with what X-Ray knows and nothing else", () => {
  const exception = { message: "m", type: "T", stack: [{ path: "a.js", line: 1, label: "f" }] };
  const cause = parseErrorCause(JSON.stringify({ working_directory: "/var/task", exceptions: [{ ...exception, more: 1 }], paths: ["a.js"], more: 1 }));
  expect(JSON.parse(cause ?? "")).toEqual({ working_directory: "/var/task", exceptions: [exception], paths: ["a.js"] });
});

test.each(["", "no JSON", "[]", "{}", '{"exceptions":[]}', '{"paths":"a.js"}', '{"exceptions":[{"stack":[{"line":"1"}]}]}'])("%j is no cause", (text) => {
  expect(parseErrorCause(text)).toBeUndefined();
});

test.each([
  ["many exceptions", { exceptions: Array.from({ length: 5000 }, (_, number) => ({ message: `message ${number}` })) }],
  ["many paths", { paths: Array.from({ length: 20_000 }, (_, number) => `/var/task/file-${number}.js`) }],
  ["a long message", { message: "m".repeat(100_000) }],
  ["a message that JSON makes six times as long", { message: "\u0001".repeat(1_000_000) }],
  ["a long directory", { working_directory: "d".repeat(1_000_000) }],
])("a cause with %s is cropped to 64 KiB", (_name, cause) => {
  const cropped = parseErrorCause(JSON.stringify(cause)) ?? "";
  expect(Buffer.byteLength(cropped)).toBeLessThanOrEqual(limits.errorCauseBytesMax);
  expect(JSON.parse(cropped)).toHaveProperty("paths");
});

test("document and cause in one body are told apart", () => {
  const body = JSON.stringify({ errorMessage: "m", errorType: "T", stackTrace: ["line"], errorCause: { message: "why" }, more: 1 });
  expect(parseFailureWithCause(body)).toEqual({
    document: '{"errorMessage":"m","errorType":"T","stackTrace":["line"]}',
    cause: '{"exceptions":[],"working_directory":"","paths":[],"message":"why"}',
  });
  expect(parseFailureWithCause("no JSON")).toEqual({ document: '"Invalid error body"', cause: undefined });
});

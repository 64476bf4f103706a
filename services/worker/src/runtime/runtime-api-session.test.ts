import { connect } from "node:net";
import { request, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { noListener } from "../ports/runtime-session.ts";
import { header, RuntimeApiHarness, type Answer } from "./runtime-api-harness.test-support.ts";

/** A refused transition, as AWS's emulator words it. */
function refused(from: string, to: string): Partial<Answer> {
  const errorMessage = `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`;
  return { status: 403, body: `${JSON.stringify({ errorMessage, errorType: "InvalidStateTransition" })}\n` };
}

const invalidId = { status: 400, body: '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}\n' };

test("an invocation goes out with AWS's headers and comes back", async () => {
  await using api = await RuntimeApiHarness.start();
  api.session.initialize();
  const next = api.call("GET", "invocation/next");
  await waitFor(() => api.told.includes("initialized"), { what: "the session to hear of /next" });
  api.session.invoke(
    { ...header, requestId: "id-1", traceHeader: "Root=1", clientContext: '{"a":1}', cognitoIdentity: '{"cognitoIdentityId":"i"}', tenantId: "blue" },
    Buffer.from('{"e":1}'),
  );
  expect(await next).toMatchObject({
    status: 200,
    body: '{"e":1}',
    headers: {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": "id-1",
      "lambda-runtime-deadline-ms": "1234",
      "lambda-runtime-invoked-function-arn": "arn:x",
      "lambda-runtime-trace-id": "Root=1",
      "lambda-runtime-client-context": '{"a":1}',
      "lambda-runtime-cognito-identity": '{"cognitoIdentityId":"i"}',
      "lambda-runtime-aws-tenant-id": "blue",
    },
  });
  const accepted = await api.call("POST", "invocation/id-1/response", '"done"');
  expect(accepted).toMatchObject({ status: 202, body: '{"status":"OK"}\n', headers: { "content-type": "application/json" } });
  expect(api.told).toEqual(["start", "initialized", ["answer", '"done"', false]]);
  const bare = await api.takeInvocation("id-2");
  expect(api.told.at(-1)).toBe("next");
  expect(Object.keys(bare.headers).filter((name) => name.startsWith("lambda-runtime-"))).toEqual([
    "lambda-runtime-aws-request-id",
    "lambda-runtime-deadline-ms",
    "lambda-runtime-invoked-function-arn",
  ]);
});

test("a runtime that asks again while it runs an invocation gets the same event again", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  expect(await api.call("GET", "invocation/next")).toMatchObject({ status: 200, body: '{"e":1}' });
  expect((await api.call("POST", "invocation/id-1/response", "1")).status).toBe(202);
});

test("an invocation that comes while the runtime's connection is down waits for the next one", async () => {
  await using api = await RuntimeApiHarness.start();
  const lost = request({ host: "127.0.0.1", port: api.port, path: "/2018-06-01/runtime/invocation/next", agent: false }).on("error", () => undefined);
  lost.end();
  await waitFor(() => api.told.includes("initialized"), { what: "the session to hear of /next" });
  lost.destroy();
  api.session.invoke({ ...header, requestId: "id-1" }, Buffer.from("1"));
  expect(await api.call("GET", "invocation/next")).toMatchObject({ status: 200, body: "1" });
});

test("a failure is passed on with its document, or with its type where there is none", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  expect(await api.call("POST", "invocation/id-1/error", '{"errorType":"A","errorMessage":"b"}')).toMatchObject({ status: 202, body: '{"status":"OK"}\n' });
  expect(api.told.at(-1)).toEqual(["failed", '{"errorType":"A","errorMessage":"b"}', false]);
  for (const [sent, counted] of [
    ["Function.bad", "Function.Unknown"],
    ["Function.Bad", "Function.Bad"],
    ["Nonsense", "Runtime.Unknown"],
    ["", "Runtime.Unknown"],
  ] as const) {
    await api.takeInvocation("id-2");
    await api.call("POST", "invocation/id-2/error", "", sent === "" ? {} : { "Lambda-Runtime-Function-Error-Type": sent });
    expect(api.told.at(-1)).toEqual(["failed", `{"errorType":"${counted}","errorMessage":""}`, false]);
  }
});

test("X-Ray's cause comes in a header, however long, or in the body", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  const cause = JSON.stringify({ working_directory: "/var/task", exceptions: [{ message: "m".repeat(900_000) }], paths: [] });
  expect((await api.call("POST", "invocation/id-1/error", "{}", { "Lambda-Runtime-Function-XRay-Error-Cause": cause })).status).toBe(202);
  expect(api.told.at(-1)).toEqual(["failed", "{}", false, expect.stringMatching(/^\{"exceptions":\[\],"working_directory":"\/var\/task","paths":\[\]/)]);
  await api.takeInvocation("id-2");
  await api.call("POST", "invocation/id-2/error", "{}", { "Lambda-Runtime-Function-XRay-Error-Cause": "no JSON" });
  expect(api.told.at(-1)).toEqual(["failed", "{}", false]);
  await api.takeInvocation("id-3");
  const body = JSON.stringify({ errorMessage: "m", errorType: "T", errorCause: { message: "why" } });
  await api.call("POST", "invocation/id-3/error", body, { "Content-Type": "application/vnd.aws.lambda.error.cause+json" });
  expect(api.told.at(-1)).toEqual([
    "failed",
    '{"errorMessage":"m","errorType":"T"}',
    false,
    '{"exceptions":[],"working_directory":"","paths":[],"message":"why"}',
  ]);
});

test("a wrong id is refused before the order of calls is looked at", async () => {
  await using api = await RuntimeApiHarness.start();
  expect(await api.call("POST", "invocation/id-1/response", "1")).toMatchObject(invalidId);
  await api.takeInvocation();
  for (const id of ["other", "%zz", "id-1%00", "ID-1"]) expect(await api.call("POST", `invocation/${id}/response`, "1")).toMatchObject(invalidId);
  expect(await api.call("POST", "invocation/other/error", "1")).toMatchObject(invalidId);
  expect((await api.call("POST", "invocation/id-1/response", "1")).status).toBe(202);
});

test("a wrong order is refused with AWS's words", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  expect(await api.call("POST", "init/error", "{}")).toMatchObject(refused("Running", "InitError"));
  expect((await api.call("POST", "invocation/id-1/response", "1")).status).toBe(202);
  expect(await api.call("POST", "invocation/id-1/response", "1")).toMatchObject(refused("RuntimeResponseSentState", "InvocationResponse"));
  expect(await api.call("POST", "invocation/id-1/error", "1")).toMatchObject(refused("RuntimeResponseSentState", "InvocationErrorResponse"));
  await api.takeInvocation("id-2");
  expect(await api.call("POST", "invocation/id-1/response", "1")).toMatchObject(invalidId);
  expect(api.told.filter((entry) => Array.isArray(entry))).toEqual([["answer", "1", false]]);
});

test("an init error is passed on, and nothing follows it", async () => {
  await using api = await RuntimeApiHarness.start();
  expect(await api.call("POST", "init/error", '{"errorType":"E"}')).toMatchObject({ status: 202, body: '{"status":"OK"}\n' });
  expect(await api.call("POST", "init/error", '{"errorType":"E"}')).toMatchObject(refused("InitError", "InitError"));
  expect(await api.call("GET", "invocation/next")).toMatchObject(refused("InitError", "Ready"));
  expect(api.told).toEqual([["init failed", '{"errorType":"E"}']]);
});

test("the runtime of a snapshot is restored before its first invocation, and others know no such paths", async () => {
  await using api = await RuntimeApiHarness.start({ isSnapStart: true });
  expect(await api.call("POST", "restore/error", "")).toMatchObject(refused("Started", "RestoreError"));
  expect(await api.call("GET", "restore/next")).toMatchObject({ status: 200, body: "" });
  expect(await api.call("GET", "restore/next")).toMatchObject(refused("Restoring", "Ready"));
  await api.takeInvocation();
  expect(api.told).toEqual(["initialized"]);
  await using failing = await RuntimeApiHarness.start({ isSnapStart: true });
  await failing.call("GET", "restore/next");
  const headers = { "Lambda-Runtime-Function-Error-Type": "Runtime.AfterRestoreError" };
  expect(await failing.call("POST", "restore/error", "", headers)).toMatchObject({ status: 202, body: '{"status":"OK"}\n' });
  expect(failing.told).toEqual([["init failed", '{"errorType":"Runtime.AfterRestoreError","errorMessage":""}']]);
  expect(await failing.call("GET", "invocation/next")).toMatchObject(refused("RestoreError", "Ready"));
  await using other = await RuntimeApiHarness.start();
  expect((await other.call("GET", "restore/next")).status).toBe(404);
  expect((await other.call("POST", "restore/error")).status).toBe(404);
});

test("what is not there, and what is there for another method, is answered as AWS's router does", async () => {
  await using api = await RuntimeApiHarness.start();
  expect(await api.call("GET", "/2018-06-01/ping")).toMatchObject({ status: 200, body: "pong" });
  for (const path of ["/", "/2018-06-01", "/2018-06-01/runtime/nothing", "/2018-06-01/runtime/invocation/a/b/c"]) {
    expect(await api.call("GET", path)).toMatchObject({
      status: 404,
      body: "404 page not found\n",
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
    });
  }
  expect(await api.call("POST", "invocation/next")).toMatchObject({ status: 405, body: "", headers: { allow: "GET" } });
  expect(await api.call("GET", "invocation/id-1/response")).toMatchObject({ status: 405, body: "", headers: { allow: "POST" } });
  expect(await api.call("GET", "init/error")).toMatchObject({ status: 405, body: "" });
});

test("an answer of 6 MiB + 100 is taken, a larger one is refused and told", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  expect((await api.call("POST", "invocation/id-1/response", "x".repeat(6_291_556))).status).toBe(202);
  for (const action of ["response", "error"]) {
    await api.takeInvocation("id-2");
    expect(await api.call("POST", `invocation/id-2/${action}`, "x".repeat(6_291_557))).toMatchObject({
      status: 413,
      body: '{"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"}\n',
    });
    expect(api.told.at(-1)).toEqual(["too large", false]);
  }
});

test("an answer that breaks off is a failure of the function", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  const half = connect(api.port, "127.0.0.1");
  half.end("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");
  expect(await text(half)).toMatch(/^HTTP\/1\.1 400 [^]*\{"errorMessage":"HTTP request detected as truncated","errorType":"TruncatedHTTPRequest"\}\n$/);
  await waitFor(() => api.told.length > 1, { what: "the failure" });
  expect(api.told.at(-1)).toEqual(["failed", '{"errorType":"Runtime.TruncatedResponse","errorMessage":"The runtime broke off its response."}', false]);
  await api.takeInvocation("id-2");
});

test("what is no HTTP is refused and the API goes on", async () => {
  await using api = await RuntimeApiHarness.start();
  const garbage = connect(api.port, "127.0.0.1");
  garbage.write("\x16\x03\x01 nonsense\r\n\r\n");
  expect(await text(garbage)).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  expect((await api.call("GET", "/2018-06-01/ping")).status).toBe(200);
});

const streaming = {
  "Lambda-Runtime-Function-Response-Mode": "streaming",
  "Transfer-Encoding": "chunked",
  Trailer: "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
};

test("a streamed answer is passed on as it comes, with the failure of its trailers", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation("id-1", { responseStream: true });
  const document = '{"errorType":"E","errorMessage":"m"}';
  await api.call(
    "POST",
    "invocation/id-1/response",
    "part",
    { ...streaming, "Content-Type": "text/plain" },
    {
      "Lambda-Runtime-Function-Error-Type": "E",
      "Lambda-Runtime-Function-Error-Body": Buffer.from(document).toString("base64"),
    },
  );
  await api.takeInvocation("id-2", { responseStream: true });
  await api.call("POST", "invocation/id-2/response", "more", streaming, { "Lambda-Runtime-Function-Error-Type": "Runtime.Odd" });
  expect(api.told.slice(1)).toEqual([
    ["head", "text/plain"],
    ["chunk", "part"],
    ["end", document],
    "next",
    ["head", "application/octet-stream"],
    ["chunk", "more"],
    ["end", '{"errorType":"Runtime.Odd","errorMessage":""}'],
  ]);
});

test("who invokes decides whether an answer is streamed, not the runtime", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation("id-1", { responseStream: true });
  await api.call("POST", "invocation/id-1/response", "part");
  await api.takeInvocation("id-2");
  await api.call("POST", "invocation/id-2/response", "whole", streaming);
  await api.takeInvocation("id-3");
  await api.call("POST", "invocation/id-3/response", "half", streaming, { "Lambda-Runtime-Function-Error-Type": "Function.Odd" });
  expect(api.told.slice(1)).toEqual([
    ["head", "application/octet-stream"],
    ["chunk", "part"],
    ["end", undefined],
    "next",
    ["answer", "whole", false],
    "next",
    ["failed", '{"errorType":"Function.Odd","errorMessage":""}', false],
  ]);
});

test("while an answer streams the runtime gets nothing else; one that breaks off ends as a failure", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation("id-1", { responseStream: true });
  const sent = request({ host: "127.0.0.1", port: api.port, method: "POST", path: "/2018-06-01/runtime/invocation/id-1/response", headers: streaming });
  sent.on("error", () => undefined).write("part");
  await waitFor(() => api.told.length > 2, { what: "the first bytes" });
  expect(await api.call("GET", "invocation/next")).toMatchObject(refused("InvocationResponse", "Ready"));
  sent.destroy();
  await waitFor(() => api.told.length > 3, { what: "the failure" });
  expect(api.told.at(-1)).toEqual(["end", '{"errorType":"Runtime.TruncatedResponse","errorMessage":"The runtime broke off its response."}']);
});

test("a stream of more than 200 MiB is cut and fails, and what is too much is read slowly", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation("id-1", { responseStream: true });
  let [bytes, lastAtMs] = [0, 0];
  let end = "";
  api.session.listener = {
    ...noListener,
    onStreamChunk: (chunk) => {
      bytes += chunk.length;
      lastAtMs = performance.now();
    },
    onStreamEnd: (document) => (end = document?.toString() ?? ""),
  };
  const piece = "x".repeat(50 * 1024 * 1024);
  const pieces = Readable.from([piece, piece, piece, piece, "x".repeat(16 * 1024 * 1024)]);
  const sent = request({ host: "127.0.0.1", port: api.port, method: "POST", path: "/2018-06-01/runtime/invocation/id-1/response", headers: streaming });
  const answered = new Promise<IncomingMessage>((resolve) => sent.once("response", resolve));
  await pipeline(pieces, sent);
  expect((await answered).statusCode).toBe(413);
  expect(performance.now() - lastAtMs).toBeGreaterThan(500);
  expect(bytes).toBe(200 * 1024 * 1024);
  expect(JSON.parse(end)).toEqual({
    errorType: "Function.ResponseSizeTooLarge",
    errorMessage: "Response payload size exceeded maximum allowed payload size (209715200 bytes).",
  });
});

test("a response mode that does not exist is refused and fails the invocation", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  expect(await api.call("POST", "invocation/id-1/response", "x", { "Lambda-Runtime-Function-Response-Mode": "Streaming" })).toMatchObject({
    status: 400,
    body: '{"errorMessage":"Invalid function response mode","errorType":"InvalidFunctionResponseMode"}\n',
  });
  expect(api.told.at(-1)).toEqual(["failed", '{"errorType":"Runtime.InvalidResponseModeHeader","errorMessage":""}', false]);
  expect(await api.call("GET", "invocation/next")).toMatchObject(refused("InvocationResponse", "Ready"));
});

test("what an invoker writes into its client context cannot keep the event from the runtime", async () => {
  await using api = await RuntimeApiHarness.start();
  const next = api.call("GET", "invocation/next");
  await waitFor(() => api.told.includes("initialized"), { what: "the session to hear of /next" });
  api.session.invoke({ ...header, requestId: "id-1", clientContext: '{\n"name":"Ω"\u0000}', traceHeader: "Root=1;\r\nX: y" }, Buffer.from("1"));
  const { headers } = await next;
  const clientContext = Buffer.from(String(headers["lambda-runtime-client-context"]), "latin1").toString();
  expect([clientContext, headers["lambda-runtime-trace-id"]]).toEqual(['{ "name":"Ω" }', "Root=1;  X: y"]);
});

test.each(["text/plain; name=\u00e9", `text/${"x".repeat(512)}`])(
  "a content type that could not be a header of the answer is not passed on",
  async (contentType) => {
    await using api = await RuntimeApiHarness.start();
    await api.takeInvocation("id-1", { responseStream: true });
    await api.call("POST", "invocation/id-1/response", "x", { ...streaming, "Content-Type": contentType });
    expect(api.told).toContainEqual(["head", "application/octet-stream"]);
  },
);

import { InvokeAsyncCommand, InvokeCommand, InvokeWithResponseStreamCommand } from "@aws-sdk/client-lambda";
import { recursion } from "@mayfly/domain/attachments/recursion";
import { PlatformError } from "@mayfly/errors/platform-error";
import { expect, test } from "vitest";
import { createEcho, startGateway, startGatewayWithEcho } from "./testing/gateway-fixture.test-support.ts";
import { signRequest } from "./testing/sign-request.test-support.ts";

const echoArn = "arn:aws:lambda:us-east-1:000000000000:function:echo";

test("an invocation answers the function's bytes with AWS's headers and its own request id", async () => {
  await using gateway = await startGatewayWithEcho();

  const answer = await gateway
    .client()
    .send(new InvokeCommand({ FunctionName: "echo", Payload: '{"a":1}', LogType: "Tail", ClientContext: Buffer.from('{"custom":{}}').toString("base64") }));

  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST", LogResult: Buffer.from("log\n").toString("base64") });
  expect(answer.FunctionError).toBeUndefined();
  expect(Buffer.from(answer.Payload ?? []).toString()).toBe('{"a":1}');
  expect(gateway.invoker.requests).toMatchObject([
    { requestId: answer.$metadata.requestId, invokedFunctionArn: echoArn, logTail: true, clientContext: '{"custom":{}}' },
  ]);
});

test.each(["echo", "echo:$LATEST", echoArn, `${echoArn}:$LATEST`, "000000000000:function:echo"])("%s invokes the function", async (name) => {
  await using gateway = await startGatewayWithEcho();

  const answer = await gateway.client().send(new InvokeCommand({ FunctionName: name }));

  expect(answer.StatusCode).toBe(200);
  expect(gateway.invoker.requests[0]?.invokedFunctionArn).toBe(name.includes("$LATEST") ? `${echoArn}:$LATEST` : echoArn);
});

test("an absent payload reaches the function as an empty object", async () => {
  await using gateway = await startGatewayWithEcho();

  await gateway.client().send(new InvokeCommand({ FunctionName: "echo" }));

  expect(gateway.invoker.requests[0]?.payload.toString()).toBe("{}");
});

test("a function that fails is an answer with status 200 and X-Amz-Function-Error", async () => {
  await using gateway = await startGatewayWithEcho();
  gateway.invoker.answer = async () => ({
    payload: Buffer.from('{"errorType":"Error"}'),
    functionError: "Unhandled",
    contentType: "application/json",
    logTail: Buffer.alloc(0),
  });

  const answer = await gateway.client().send(new InvokeCommand({ FunctionName: "echo", Payload: "{}" }));

  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: "Unhandled" });
});

test("payloads of nothing, one kibibyte and six mebibytes go through and come back unchanged", async () => {
  await using gateway = await startGatewayWithEcho();
  for (const bytes of [2, 1024, 6 * 1024 * 1024]) {
    const payload = JSON.stringify("x".repeat(bytes - 2));

    const answer = await gateway.client().send(new InvokeCommand({ FunctionName: "echo", Payload: payload }));

    expect(Buffer.from(answer.Payload ?? []).equals(Buffer.from(payload))).toBe(true);
  }
});

test("an Event is answered 202 once it is published, with the id that its invocation will have", async () => {
  await using gateway = await startGatewayWithEcho();

  const answer = await gateway.client().send(new InvokeCommand({ FunctionName: "echo", InvocationType: "Event", Payload: '{"a":1}' }));
  const deprecated = await gateway.client().send(new InvokeAsyncCommand({ FunctionName: "echo", InvokeArgs: '{"b":2}' }));

  expect(answer).toMatchObject({ StatusCode: 202 });
  expect(answer.ExecutedVersion).toBeUndefined();
  expect(deprecated.Status).toBe(202);
  expect(gateway.events.map(({ payload }) => payload.toString())).toEqual(['{"a":1}', '{"b":2}']);
  expect(gateway.events[0]).toMatchObject({
    account: "000000000000",
    functionName: "echo",
    requestId: answer.$metadata.requestId,
    principalArn: "arn:aws:iam::000000000000:root",
  });
  expect(gateway.invoker.requests).toEqual([]);
});

test("a DryRun is answered 204 and runs nothing", async () => {
  await using gateway = await startGatewayWithEcho();

  const answer = await gateway.client().send(new InvokeCommand({ FunctionName: "echo", InvocationType: "DryRun" }));

  expect(answer.StatusCode).toBe(204);
  expect(gateway.invoker.requests).toEqual([]);
});

test("InvokeWithResponseStream gives every chunk and then InvokeComplete with the log", async () => {
  await using gateway = await startGatewayWithEcho();
  gateway.invoker.chunks = [Buffer.from("one "), Buffer.from("two"), Buffer.alloc(300_000, 1)];

  const answer = await gateway.client().send(new InvokeWithResponseStreamCommand({ FunctionName: "echo", LogType: "Tail", Payload: "{}" }));
  const chunks: Buffer[] = [];
  const completes: unknown[] = [];
  for await (const event of answer.EventStream ?? []) {
    if (event.PayloadChunk?.Payload !== undefined) chunks.push(Buffer.from(event.PayloadChunk.Payload));
    if (event.InvokeComplete !== undefined) completes.push(event.InvokeComplete);
  }

  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST", ResponseStreamContentType: "application/vnd.amazon.eventstream" });
  expect(Buffer.concat(chunks).equals(Buffer.concat(gateway.invoker.chunks))).toBe(true);
  expect(completes).toEqual([{ LogResult: Buffer.from("log\n").toString("base64") }]);
});

test("invoking a function that does not exist is 404 and names $LATEST", async () => {
  await using gateway = await startGateway();

  const answer = gateway.client().send(new InvokeCommand({ FunctionName: "echo" }));

  await expect(answer).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Function not found: ${echoArn}:$LATEST`,
    Type: "User",
    $metadata: { httpStatusCode: 404 },
  });
});

test("invoking a version that does not exist is 404 and names it", async () => {
  await using gateway = await startGatewayWithEcho();

  const answer = gateway.client().send(new InvokeCommand({ FunctionName: "echo", Qualifier: "42" }));

  await expect(answer).rejects.toMatchObject({ name: "ResourceNotFoundException", message: `Function not found: ${echoArn}:42` });
});

test("a function that is still Pending is 409, and one that the feed has not brought yet is waited for", async () => {
  await using gateway = await startGateway();
  await createEcho(gateway.client());

  const early = gateway.client().send(new InvokeCommand({ FunctionName: "echo" }));
  await expect(early).rejects.toMatchObject({
    name: "ResourceConflictException",
    message: "The operation cannot be performed at this time. The function is currently in the following state: Pending",
    $metadata: { httpStatusCode: 409 },
  });

  gateway.backend.setState("echo", "Active", { feed: false });
  const waiting = gateway.client().send(new InvokeCommand({ FunctionName: "echo" }));
  await gateway.backend.listening();
  gateway.backend.announce("echo");
  expect((await waiting).StatusCode).toBe(200);
});

test("a payload that is not JSON is 400 in Jackson's words and does not reach the function", async () => {
  await using gateway = await startGatewayWithEcho();

  const answer = gateway.client().send(new InvokeCommand({ FunctionName: "echo", Payload: Buffer.from([0x99]) }));

  await expect(answer).rejects.toMatchObject({
    name: "InvalidRequestContentException",
    message: expect.stringContaining(
      "Could not parse request body into json: Could not parse payload into json: Unexpected character ((CTRL-CHAR, code 153)): expected a valid value",
    ),
  });
  expect(gateway.invoker.requests).toEqual([]);
});

test("payloads above 6 MiB, and events above 1 MiB, are 413 with the limit", async () => {
  await using gateway = await startGatewayWithEcho();
  const invoke = (bytes: number, type: "RequestResponse" | "Event"): Promise<unknown> =>
    gateway.client().send(new InvokeCommand({ FunctionName: "echo", InvocationType: type, Payload: JSON.stringify("x".repeat(bytes)) }));

  await expect(invoke(6_291_456, "RequestResponse")).rejects.toMatchObject({ name: "RequestEntityTooLargeException", $metadata: { httpStatusCode: 413 } });
  await expect(invoke(1_048_576, "Event")).rejects.toMatchObject({ name: "RequestEntityTooLargeException", $metadata: { httpStatusCode: 413 } });
});

test("a throttle is 429 with AWS's reason, and Retry-After where it is known", async () => {
  await using gateway = await startGatewayWithEcho();
  const details = { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" };
  gateway.invoker.answer = () => Promise.reject(new PlatformError("TooManyRequests", "Rate Exceeded.", { details, retryAfterSeconds: 2 }));

  const answer = gateway.client().send(new InvokeCommand({ FunctionName: "echo" }));

  await expect(answer).rejects.toMatchObject({
    name: "TooManyRequestsException",
    message: "Rate Exceeded.",
    Type: "User",
    ...details,
    retryAfterSeconds: "2",
    $metadata: { httpStatusCode: 429 },
  });
});

test("the caller's trace root goes to the function and back; without one a new root is made", async () => {
  await using gateway = await startGatewayWithEcho();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const given = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  const continued = await fetch(url, { method: "POST", headers: await signRequest({ url, method: "POST", headers: { "x-amzn-trace-id": given } }) });
  const begun = await fetch(url, { method: "POST", headers: await signRequest({ url, method: "POST" }) });

  const [first, second] = gateway.invoker.requests.map(({ traceHeader }) => traceHeader);
  expect([first?.replace(/;Lineage=[0-9a-f]{8}:1$/, ""), continued.headers.get("x-amzn-trace-id")]).toEqual([
    given,
    "root=1-5759e988-bd862e3fe1be46a994272793;sampled=1",
  ]);
  expect(second).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:1$/);
  expect(begun.headers.get("x-amzn-trace-id")).toBe(`root=${second?.slice("Root=".length, "Root=1-5759e988-bd862e3fe1be46a994272793".length)};sampled=0`);
});

test("a function that calls itself is stopped after 16 invocations of a chain, at every kind of invocation, unless it allows loops", async () => {
  await using gateway = await startGatewayWithEcho();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const call = async (header: string, more: Readonly<Record<string, string>> = {}): Promise<Response> =>
    await fetch(url, { method: "POST", headers: await signRequest({ url, method: "POST", headers: { "x-amzn-trace-id": header, ...more } }) });
  let header = "";
  for (let i = 0; i < 16; i += 1) {
    expect((await call(header)).status).toBe(200);
    header = gateway.invoker.requests.at(-1)?.traceHeader ?? "";
  }

  for (const type of ["RequestResponse", "Event"]) {
    const refused = await call(header, { "x-amz-invocation-type": type });
    expect([refused.status, refused.headers.get("x-amzn-errortype")]).toEqual([400, "RecursiveInvocationException"]);
  }
  gateway.backend.attachments.put(recursion, { region: "us-east-1", account: "000000000000", functionName: "echo", qualifier: "" }, { recursiveLoop: "Allow" });
  expect((await call(header)).status).toBe(200);
});

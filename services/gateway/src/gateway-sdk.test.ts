import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeAsyncCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  ListFunctionsCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { PlatformError } from "@mayfly/errors/platform-error";
import { expect, test } from "vitest";
import { createEcho, startGateway, startGatewayWithEcho, zip } from "./testing/gateway-fixture.test-support.ts";
import { signRequest } from "./testing/sign-request.test-support.ts";

const echoArn = "arn:aws:lambda:us-east-1:000000000000:function:echo";

test("an unmodified SDK creates a function: the package store has its archive and the answer has AWS's members", async () => {
  await using gateway = await startGateway();

  const created = await createEcho(gateway.client(), {
    Environment: { Variables: { STAGE: "test" } },
    Architectures: ["arm64"],
    Tags: { team: "mayfly" },
    MemorySize: 256,
    Description: "",
  });

  expect(created).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    FunctionName: "echo",
    FunctionArn: echoArn,
    State: "Pending",
    Environment: { Variables: { STAGE: "test" } },
    Architectures: ["arm64"],
    MemorySize: 256,
    Description: "",
    CodeSize: zip.length,
  });
  expect(created.LastUpdateStatus).toBeUndefined();
  expect([...gateway.backend.archives.values()]).toEqual([zip]);
});

test("what tools send as explicit defaults is accepted, a setting that Mayfly lacks is refused by name", async () => {
  await using gateway = await startGateway();
  await createEcho(gateway.client(), {
    Publish: false,
    Layers: [],
    VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
    DeadLetterConfig: {},
    KMSKeyArn: "",
    SnapStart: { ApplyOn: "None" },
  });

  const layered = createEcho(gateway.client(), { FunctionName: "layered", Layers: ["arn:aws:lambda:us-east-1:000000000000:layer:l:1"] });

  await expect(layered).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "Mayfly does not support the parameter Layers of CreateFunction yet.",
  });
});

test("GetFunction answers configuration, tags and a link that gives the archive without credentials", async () => {
  await using gateway = await startGateway();
  await createEcho(gateway.client(), { Tags: { team: "mayfly" } });

  const described = await gateway.client().send(new GetFunctionCommand({ FunctionName: echoArn }));
  const archive = await fetch(described.Code?.Location ?? "");
  const forged = await fetch(`${described.Code?.Location ?? ""}0`.replace("expires=", "expires=9"));

  expect(described).toMatchObject({ Configuration: { FunctionName: "echo" }, Tags: { team: "mayfly" }, Code: { RepositoryType: "S3" } });
  expect(described).not.toHaveProperty("Concurrency");
  expect(Buffer.from(await archive.arrayBuffer())).toEqual(zip);
  expect(forged.status).toBe(403);
});

test("updates, lists and deletes reach metadata and are answered in AWS's shapes", async () => {
  await using gateway = await startGatewayWithEcho();
  const client = gateway.client();

  const updatedCode = await client.send(new UpdateFunctionCodeCommand({ FunctionName: "echo", ZipFile: Buffer.from("other archive") }));
  const updated = await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: "echo", MemorySize: 512, Description: "new" }));
  const configuration = await client.send(new GetFunctionConfigurationCommand({ FunctionName: "echo" }));
  const listed = await client.send(new ListFunctionsCommand({}));
  const deleted = await client.send(new DeleteFunctionCommand({ FunctionName: "echo" }));

  expect(updatedCode.LastUpdateStatus).toBe("InProgress");
  expect(updated).toMatchObject({ MemorySize: 512, Description: "new" });
  expect(configuration).toMatchObject({ MemorySize: 512, State: "Active" });
  expect(listed.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(["echo"]);
  expect(listed.Functions?.[0]?.State).toBeUndefined();
  expect(listed.NextMarker).toBeUndefined();
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  await expect(client.send(new GetFunctionCommand({ FunctionName: "echo" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Function not found: ${echoArn}`,
    $metadata: { httpStatusCode: 404 },
  });
});

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

test("a name with another qualifier than the Qualifier parameter is 400", async () => {
  await using gateway = await startGatewayWithEcho();

  const answer = gateway.client().send(new InvokeCommand({ FunctionName: "echo:1", Qualifier: "2" }));

  await expect(answer).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "The derived qualifier from the function name does not match the specified qualifier.",
  });
});

test("an ARN of another region is 404 with AWS's sentence, one of another account 403 with a null message", async () => {
  await using gateway = await startGateway();
  const get = (name: string): Promise<unknown> => gateway.client().send(new GetFunctionCommand({ FunctionName: name }));

  await expect(get("arn:aws:lambda:ap-southeast-1:000000000000:function:echo")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')",
  });
  await expect(get("arn:aws:lambda:us-east-1:111111111111:function:echo")).rejects.toMatchObject({
    name: "AccessDeniedException",
    $metadata: { httpStatusCode: 403 },
  });
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

test("a failure of ours is 500 ServiceException that shows nothing of its cause", async () => {
  await using gateway = await startGatewayWithEcho();
  gateway.invoker.answer = () => Promise.reject(new Error("the password is 1234"));

  const answer = gateway.client().send(new InvokeCommand({ FunctionName: "echo" }));

  await expect(answer).rejects.toMatchObject({
    name: "ServiceException",
    message: "An error occurred and the request cannot be processed.",
    $metadata: { httpStatusCode: 500 },
  });
});

test("all constraints that a request breaks are told at once, before existence is looked at", async () => {
  await using gateway = await startGateway();

  const answer = gateway.client().send(new UpdateFunctionConfigurationCommand({ FunctionName: "echo!", MemorySize: 1, Timeout: 0 }));

  await expect(answer).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(
      /^3 validation errors detected: Value 'echo!' at 'functionName' failed .*; Value '0' at 'timeout' failed .*; Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128$/,
    ),
    $metadata: { httpStatusCode: 400 },
  });
});

test("an operation that Mayfly lacks is named in the answer", async () => {
  await using gateway = await startGateway();

  const answer = gateway.client().send(new PublishVersionCommand({ FunctionName: "echo" }));

  await expect(answer).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: "PublishVersion is not implemented yet in this version of Mayfly.",
  });
});

test("the caller's trace root goes to the function and back; without one a new root is made", async () => {
  await using gateway = await startGatewayWithEcho();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const given = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  const continued = await fetch(url, { method: "POST", headers: await signRequest({ url, method: "POST", headers: { "x-amzn-trace-id": given } }) });
  const begun = await fetch(url, { method: "POST", headers: await signRequest({ url, method: "POST" }) });

  const [first, second] = gateway.invoker.requests.map(({ traceHeader }) => traceHeader);
  expect([first, continued.headers.get("x-amzn-trace-id")]).toEqual([given, "root=1-5759e988-bd862e3fe1be46a994272793;sampled=1"]);
  expect(second).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  expect(begun.headers.get("x-amzn-trace-id")).toBe(`root=${second?.slice("Root=".length, "Root=1-5759e988-bd862e3fe1be46a994272793".length)};sampled=0`);
});

test("creating needs runtime, handler and code, and refuses reserved variables and withdrawn runtimes", async () => {
  await using gateway = await startGateway();
  const create = (input: Record<string, unknown>): Promise<unknown> =>
    gateway.client().send(
      new CreateFunctionCommand({
        FunctionName: "f",
        Role: "arn:aws:iam::000000000000:role/test",
        Code: { ZipFile: zip },
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        ...input,
      }),
    );

  await expect(create({ Runtime: undefined })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
  });
  await expect(create({ Runtime: "nodejs14.x" })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: expect.stringContaining("The runtime parameter of nodejs14.x is no longer supported"),
  });
  await expect(create({ Runtime: "cobol" })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: expect.stringContaining("Value cobol at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs20.x,"),
  });
  await expect(create({ Code: {} })).rejects.toMatchObject({ name: "InvalidParameterValueException", message: "Please provide a source for function code." });
  await expect(create({ Environment: { Variables: { AWS_REGION: "x" } } })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: expect.stringContaining("Reserved keys used in this request: AWS_REGION"),
  });
  await expect(create({ FunctionName: "f".repeat(65) })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: expect.stringContaining("Member must have length less than or equal to 64"),
  });
  await expect(create({ FunctionName: "f".repeat(141) })).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("Member must have length less than or equal to 140"),
  });
});

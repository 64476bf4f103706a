import { Client, credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { methodCodec } from "@mayfly/contracts/codec";
import { functionsService, invocationService } from "@mayfly/contracts/services";
import type { InvokeResponse__Output } from "@mayfly/contracts/generated/mayfly/invocation/v1/InvokeResponse";
import { PlatformError } from "@mayfly/errors/platform-error";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { expect, test } from "vitest";
import { startGateway, startGatewayWithEcho, testCredential, zip, type GatewayFixture } from "./testing/gateway-fixture.test-support.ts";

const authorized = { headers: new Map([["authorization", `Bearer ${testCredential.token}`]]) };

function invocationsOf(gateway: GatewayFixture) {
  return createGrpcClient(invocationService, { address: gateway.app.grpcAddress ?? "" });
}

function functionsOf(gateway: GatewayFixture) {
  return createGrpcClient(functionsService, { address: gateway.app.grpcAddress ?? "" });
}

test("Invoke over gRPC answers bytes, version, log and request id", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);

  const answer = await client.Invoke({ function_name: "echo", payload: Buffer.from('{"a":1}'), log_type: "Tail" }, authorized);

  expect(answer).toMatchObject({ status_code: 200, function_error: "", executed_version: "$LATEST", log_result: Buffer.from("log\n").toString("base64") });
  expect(answer.payload.toString()).toBe('{"a":1}');
  expect(gateway.invoker.requests[0]?.requestId).toBe(answer.request_id);
});

test("calls without a token, or with a wrong one, are refused as unauthenticated; health checks are not", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);

  await expect(client.Invoke({ function_name: "echo" })).rejects.toMatchObject({ code: "MissingAuthenticationToken" });
  await expect(client.Invoke({ function_name: "echo" }, { headers: new Map([["authorization", "Bearer wrong"]]) })).rejects.toMatchObject({
    code: "UnrecognizedClient",
  });
  expect(gateway.invoker.requests).toEqual([]);
  expect(await healthOf(gateway)).toEqual(Buffer.from([0x08, 0x01]));
});

test("an unknown function is NOT_FOUND with the AWS exception name in the metadata", async () => {
  await using gateway = await startGateway();
  using client = rawClient(gateway);

  const failure = await client.invoke({ function_name: "echo" });

  expect(failure.code).toBe(5);
  expect(failure.details).toBe("Function not found: arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST");
  expect(failure.metadata.get("mayfly-error")).toEqual(["ResourceNotFoundException"]);
});

test("the control plane over gRPC has the same validation and the same core as over HTTP", async () => {
  await using gateway = await startGateway();
  await using client = functionsOf(gateway);
  const request = {
    function_name: "echo",
    runtime: "nodejs24.x",
    handler: "index.handler",
    role: "arn:aws:iam::000000000000:role/test",
    code: { zip_file: zip },
    description: "",
    memory_size: 256,
  };

  const created = await client.CreateFunction(request, authorized);
  const described = await client.GetFunction({ function_name: "echo" }, authorized);
  const listed = await client.ListFunctions({}, authorized);
  await client.DeleteFunction({ function_name: "echo" }, authorized);

  expect(created).toMatchObject({ function_name: "echo", state: "Pending", memory_size: 256 });
  expect([...gateway.backend.archives.values()]).toEqual([zip]);
  expect(Buffer.from(await (await fetch(described.code?.location ?? "")).arrayBuffer())).toEqual(zip);
  expect(described.stored_code).toBeNull();
  expect(listed.functions).toHaveLength(1);
  await expect(client.GetFunction({ function_name: "echo" }, authorized)).rejects.toMatchObject({ code: "ResourceNotFound" });
});

test("what breaks the model is refused over gRPC with all constraints at once", async () => {
  await using gateway = await startGateway();
  await using client = functionsOf(gateway);

  const created = client.CreateFunction({ function_name: "no name!", memory_size: 1, code: { zip_file: zip }, role: "r" }, authorized);

  await expect(created).rejects.toMatchObject({
    code: "Validation",
    publicMessage: expect.stringMatching(/^3 validation errors detected: Value 'no name!' at 'functionName'/),
  });
});

test("clients cannot name a package of the store instead of sending one", async () => {
  await using gateway = await startGateway();
  await using client = functionsOf(gateway);
  const request = {
    function_name: "echo",
    runtime: "nodejs24.x",
    handler: "index.handler",
    role: "arn:aws:iam::000000000000:role/test",
    code: { stored: { sha256: "0".repeat(64), size_bytes: 1 } },
  };

  await expect(client.CreateFunction(request, authorized)).rejects.toMatchObject({
    code: "InvalidParameterValue",
    publicMessage: "Please provide a source for function code.",
  });
});

test("InvokeMany answers in any order with correlation ids, and a failed one does not end the stream", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);
  const slow = Promise.withResolvers<void>();
  gateway.invoker.answer = async (request) => {
    if (request.payload.toString() === '"slow"') await slow.promise;
    return { payload: request.payload, functionError: "", contentType: "application/json", logTail: Buffer.alloc(0) };
  };
  async function* requests(): AsyncGenerator<{ function_name: string; correlation_id: string; payload: Buffer }> {
    yield { function_name: "echo", correlation_id: "1", payload: Buffer.from('"slow"') };
    yield { function_name: "missing", correlation_id: "2", payload: Buffer.from("{}") };
    yield { function_name: "echo", correlation_id: "3", payload: Buffer.from('"fast"') };
  }

  const answers: InvokeResponse__Output[] = [];
  for await (const answer of client.InvokeMany(requests(), authorized)) {
    answers.push(answer);
    if (answers.length === 2) slow.resolve();
  }

  expect(answers.map(({ correlation_id }) => correlation_id).toSorted()).toEqual(["1", "2", "3"]);
  expect(answers[2]).toMatchObject({ correlation_id: "1", status_code: 200 });
  expect(answers.find(({ correlation_id }) => correlation_id === "2")).toMatchObject({
    status_code: 404,
    error: { grpc_status: 5, name: "ResourceNotFoundException" },
  });
});

test("InvokeMany carries thousands of invocations over one stream", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);
  const count = 5000;
  async function* requests(): AsyncGenerator<{ function_name: string; correlation_id: string; payload: Buffer }> {
    for (let index = 0; index < count; index += 1) yield { function_name: "echo", correlation_id: String(index), payload: Buffer.from(String(index)) };
  }

  let matching = 0;
  for await (const answer of client.InvokeMany(requests(), authorized)) if (answer.payload.toString() === answer.correlation_id) matching += 1;

  expect(matching).toBe(count);
});

test("InvokeWithResponseStream over gRPC gives head, chunks and completion", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);
  gateway.invoker.chunks = [Buffer.from("one"), Buffer.from("two")];

  const events: string[] = [];
  for await (const { event, payload_chunk, complete } of client.InvokeWithResponseStream({ function_name: "echo", log_type: "Tail" }, authorized))
    events.push(`${event}:${payload_chunk?.toString() ?? complete?.log_result ?? ""}`);

  expect(events).toEqual(["head:", "payload_chunk:one", "payload_chunk:two", `complete:${Buffer.from("log\n").toString("base64")}`]);
});

test("a function that fails without streaming gives its answer as the error's details of the stream, and each stream is counted", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);
  const document = '{"errorType":"Error","errorMessage":"no"}';
  Object.assign(gateway.invoker, { chunks: [Buffer.from(document)], streaming: false, end: { ...gateway.invoker.end, function_error: "Unhandled" } });

  const events = await Array.fromAsync(client.InvokeWithResponseStream({ function_name: "echo" }, authorized));
  await expect(Array.fromAsync(client.InvokeWithResponseStream({ function_name: "missing" }, authorized))).rejects.toMatchObject({ code: "ResourceNotFound" });

  expect(events.at(-1)?.complete).toMatchObject({ error_code: "Unhandled", error_details: document });
  const counted = await gateway.metrics.text();
  for (const status of [200, 404]) expect(counted).toContain(`{door="grpc",operation="InvokeWithResponseStream",status="${status}"} 1`);
});

test("an error midstream keeps the runtime's type and details", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);
  gateway.invoker.chunks = [Buffer.from("begun")];
  gateway.invoker.end = { function_error: "Unhandled", stream_error_type: "Error.Late", stream_error_body: '{"errorType":"Error.Late"}' };

  const events = await Array.fromAsync(client.InvokeWithResponseStream({ function_name: "echo" }, authorized));

  expect(events.at(-1)?.complete).toMatchObject({ error_code: "Error.Late", error_details: '{"errorType":"Error.Late"}' });
});

test("Publish answers with the id that the invocation will have", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);

  const receipt = await client.Publish({ function_name: "echo", payload: Buffer.from('{"a":1}') }, authorized);

  expect(receipt).toMatchObject({ stream: "MAYFLY_EVENTS", sequence: 1, request_id: gateway.events[0]?.requestId });
});

test("a throttle is RESOURCE_EXHAUSTED", async () => {
  await using gateway = await startGatewayWithEcho();
  await using client = invocationsOf(gateway);
  gateway.invoker.answer = () => Promise.reject(new PlatformError("TooManyRequests", "Rate Exceeded."));

  await expect(client.Invoke({ function_name: "echo" }, authorized)).rejects.toMatchObject({ code: "TooManyRequests", definition: { grpcStatus: 8 } });
});

/** A client that sees what is on the wire. */
function rawClient(gateway: GatewayFixture): Disposable & { invoke(request: object): Promise<ServiceError> } {
  const client = new Client(gateway.app.grpcAddress ?? "", credentials.createInsecure());
  const { request, response } = methodCodec(invocationService, "Invoke");
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${testCredential.token}`);
  return {
    invoke: (message) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          "/mayfly.invocation.v1.Invocation/Invoke",
          (sent: object) => request.encode(sent),
          (bytes) => response.decode(bytes),
          message,
          metadata,
          (error) => {
            if (error === null) reject(new Error("the call did not fail"));
            else resolve(error);
          },
        );
      }),
    [Symbol.dispose]: () => client.close(),
  };
}

/** The bytes of grpc.health.v1's answer: field 1 is the status, 1 is SERVING. */
function healthOf(gateway: GatewayFixture): Promise<Buffer> {
  const client = new Client(gateway.app.grpcAddress ?? "", credentials.createInsecure());
  const bytes = (buffer: Buffer): Buffer => buffer;
  return new Promise<Buffer>((resolve, reject) => {
    client.makeUnaryRequest("/grpc.health.v1.Health/Check", bytes, bytes, Buffer.alloc(0), (error, answer) =>
      answer === undefined ? reject(error ?? new Error("no answer")) : resolve(answer),
    );
  }).finally(() => client.close());
}

import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListCapacityProvidersCommand,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { createEcho, startGateway, startGatewayWithEcho, zip } from "./testing/gateway-fixture.test-support.ts";

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

  const filed = createEcho(gateway.client(), {
    FunctionName: "filed",
    FileSystemConfigs: [{ Arn: "arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-01234567890123456", LocalMountPath: "/mnt/files" }],
  });

  await expect(filed).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "Mayfly does not support the parameter FileSystemConfigs of CreateFunction yet.",
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

  const answer = gateway.client().send(new ListCapacityProvidersCommand({}));

  await expect(answer).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: "ListCapacityProviders is not implemented yet in this version of Mayfly.",
  });
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

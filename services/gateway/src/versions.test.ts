import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  type CreateAliasCommandInput,
} from "@aws-sdk/client-lambda";
import { functionsService, invocationService } from "@mayfly/contracts/services";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { expect, test } from "vitest";
import { startGatewayWithEcho, testCredential, type GatewayFixture } from "./testing/gateway-fixture.test-support.ts";

const arn = "arn:aws:lambda:us-east-1:000000000000:function:echo";
const authorized = { headers: new Map([["authorization", `Bearer ${testCredential.token}`]]) };

/** Publishes versions 1 and 2. */
async function publishTwice(gateway: GatewayFixture): Promise<void> {
  const client = gateway.client();
  for (let count = 0; count < 2; count += 1) await client.send(new PublishVersionCommand({ FunctionName: "echo" }));
}

test("an unmodified SDK publishes a version with 201, reads it under its qualifier and lists versions page by page", async () => {
  await using gateway = await startGatewayWithEcho();
  const client = gateway.client();

  const published = await client.send(new PublishVersionCommand({ FunctionName: arn, Description: "first" }));
  const read = await client.send(new GetFunctionConfigurationCommand({ FunctionName: "echo", Qualifier: "1" }));
  const listed = await client.send(new ListVersionsByFunctionCommand({ FunctionName: "echo", Marker: "m", MaxItems: 7 }));

  expect(published).toMatchObject({ $metadata: { httpStatusCode: 201 }, Version: "1", Description: "first", FunctionArn: `${arn}:1` });
  expect(read).toMatchObject({ Version: "1", State: "Active" });
  expect(listed).toMatchObject({ Versions: [{ Version: "$LATEST" }, { Version: "1" }], NextMarker: "after m, 7 items" });
});

test("an unmodified SDK creates, reads, changes, lists and deletes an alias; RoutingConfig is there only while it routes", async () => {
  await using gateway = await startGatewayWithEcho();
  await publishTwice(gateway);
  const client = gateway.client();
  const name = { FunctionName: "echo", Name: "live" };

  const created = await client.send(new CreateAliasCommand({ ...name, FunctionVersion: "1", RoutingConfig: { AdditionalVersionWeights: { "2": 0.25 } } }));
  const read = await client.send(new GetAliasCommand(name));
  const cleared = await client.send(new UpdateAliasCommand({ ...name, RoutingConfig: { AdditionalVersionWeights: {} } }));
  const listed = await client.send(new ListAliasesCommand({ FunctionName: "echo", FunctionVersion: "1" }));
  const deleted = await client.send(new DeleteAliasCommand(name));

  const { $metadata, ...alias } = created;
  expect($metadata.httpStatusCode).toBe(201);
  expect(alias).toEqual({
    AliasArn: `${arn}:live`,
    Name: "live",
    FunctionVersion: "1",
    Description: "",
    RoutingConfig: { AdditionalVersionWeights: { "2": 0.25 } },
    RevisionId: expect.any(String),
  });
  expect(read).toMatchObject(alias);
  expect(cleared).not.toHaveProperty("RoutingConfig");
  expect(listed.Aliases).toEqual([{ ...alias, RoutingConfig: undefined, RevisionId: cleared.RevisionId }]);
  expect(deleted.$metadata.httpStatusCode).toBe(204);
});

const alias: CreateAliasCommandInput = { FunctionName: "echo", Name: "live", FunctionVersion: "1" };
const weights = (AdditionalVersionWeights: Record<string, number>) => ({ ...alias, RoutingConfig: { AdditionalVersionWeights } });

test.each([
  [
    { ...alias, Name: "123" },
    "1 validation error detected: Value '123' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
  ],
  [
    weights({ "2": 2 }),
    "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
  ],
  [
    weights({ $LATEST: 0.5 }),
    "1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]",
  ],
])("CreateAlias of %j is refused by the model before existence is looked at", async (input, message) => {
  await using gateway = await startGatewayWithEcho();
  await expect(gateway.client().send(new CreateAliasCommand({ ...input, FunctionName: "none" }))).rejects.toMatchObject({
    name: "ValidationException",
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

test("names of aliases may begin with digits", async () => {
  await using gateway = await startGatewayWithEcho();
  expect(await gateway.client().send(new CreateAliasCommand({ ...alias, Name: "2024-01-02" }))).toMatchObject({ Name: "2024-01-02" });
});

test("operations on the whole function refuse a qualified name", async () => {
  await using gateway = await startGatewayWithEcho();
  const client = gateway.client();
  const refused = { name: "InvalidParameterValueException", message: expect.stringMatching(/^This operation is permitted on Lambda functions only\./) };
  await expect(client.send(new PublishVersionCommand({ FunctionName: "echo:1" }))).rejects.toMatchObject(refused);
  await expect(client.send(new ListAliasesCommand({ FunctionName: `${arn}:live` }))).rejects.toMatchObject(refused);
});

test("invocations of an alias with weights run the version that the drawn number falls on, each anew", async () => {
  const drawn = [0.1, 0.249, 0.25, 0.9];
  await using gateway = await startGatewayWithEcho({ random: () => drawn.shift() ?? 1 });
  await publishTwice(gateway);
  const client = gateway.client();
  await client.send(new CreateAliasCommand(weights({ "2": 0.25 })));

  const executed: (string | undefined)[] = [];
  for (let count = 0; count < 4; count += 1) {
    executed.push((await client.send(new InvokeCommand({ FunctionName: "echo", Qualifier: "live", Payload: "{}" }))).ExecutedVersion);
  }

  expect(executed).toEqual(["2", "2", "1", "1"]);
  expect(gateway.invoker.requests.map((request) => request.identity.version)).toEqual(executed);
  expect(new Set(gateway.invoker.requests.map((request) => request.invokedFunctionArn))).toEqual(new Set([`${arn}:live`]));
});

test("an alias that the change feed has not told of yet runs its own version", async () => {
  await using gateway = await startGatewayWithEcho({ random: () => 0 });
  await publishTwice(gateway);
  gateway.backend.versions.announcing = false;
  await gateway.client().send(new CreateAliasCommand(alias));

  const answer = await gateway.client().send(new InvokeCommand({ FunctionName: "echo:live", Payload: "{}" }));

  expect(answer.ExecutedVersion).toBe("1");
});

test("events keep the alias, so that what it stands for is looked up when they run", async () => {
  await using gateway = await startGatewayWithEcho();
  await publishTwice(gateway);
  const client = gateway.client();
  await client.send(new CreateAliasCommand(alias));

  await client.send(new InvokeCommand({ FunctionName: "echo", Qualifier: "live", InvocationType: "Event" }));
  const missing = client.send(new InvokeCommand({ FunctionName: "echo", Qualifier: "none", InvocationType: "Event" }));

  await expect(missing).rejects.toMatchObject({ name: "ResourceNotFoundException", message: `Function not found: ${arn}:none` });
  expect(gateway.events.map((event) => event.qualifier)).toEqual(["live"]);
});

test("versions and aliases over gRPC have the same operations and the same validation", async () => {
  await using gateway = await startGatewayWithEcho();
  await using functions = createGrpcClient(functionsService, { address: gateway.app.grpcAddress ?? "" });
  await using invocations = createGrpcClient(invocationService, { address: gateway.app.grpcAddress ?? "" });
  await functions.PublishVersion({ function_name: "echo" }, authorized);
  const routing_config = { additional_version_weights: { "2": 0.5 } };

  const created = await functions.CreateAlias({ function_name: "echo", name: "live", function_version: "1", routing_config }, authorized);
  const cleared = await functions.UpdateAlias({ function_name: "echo", name: "live", routing_config: {} }, authorized);
  const listed = await functions.ListAliases({ function_name: "echo" }, authorized);
  const invoked = await invocations.Invoke({ function_name: "echo", qualifier: "live", payload: Buffer.from("{}") }, authorized);

  expect(created).toMatchObject({ function_version: "1", routing_config });
  expect(cleared.routing_config).toBeNull();
  expect(listed.aliases).toEqual([cleared]);
  expect(invoked.executed_version).toBe("1");
  const notANumber = { additional_version_weights: { "2": Number.NaN } };
  await expect(functions.UpdateAlias({ function_name: "echo", name: "live", routing_config: notANumber }, authorized)).rejects.toMatchObject({
    code: "Validation",
  });
});

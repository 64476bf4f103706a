import { randomUUID } from "node:crypto";
import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilPublishedVersionActive,
} from "@aws-sdk/client-lambda";
import { natsHeaders } from "@mayfly/contracts/subjects";
import { invocationService } from "@mayfly/contracts/services";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { waitForLogLine } from "./support/function-logs.ts";
import { createFunction, handlerModule, invoke, waitUntilSettled, type TestFunction } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import { clientConfig, type System } from "./support/system.ts";

/** A handler that tells which code ran, under which version and ARN. */
const telling = (code: string) =>
  handlerModule(
    `async (event, context) => { if (event.marker) console.log(event.marker, "${code}", context.functionVersion); return ["${code}", context.functionVersion, context.invokedFunctionArn]; }`,
  );

/** $LATEST runs "two", version 1 runs "one". */
async function twoVersions(system: System): Promise<TestFunction> {
  const fn = await createFunction(system, telling("one"));
  await fn.client.send(new PublishVersionCommand({ FunctionName: fn.name }));
  await fn.client.send(new UpdateFunctionCodeCommand({ FunctionName: fn.name, ZipFile: await zipOf(telling("two")) }));
  await waitUntilSettled(fn.client, fn.name);
  return fn;
}

describe.each(shapes)("versions and aliases, $shape", ({ start }) => {
  const system = useSystem(start);
  const arnOf = (fn: TestFunction, ...qualifier: readonly string[]) =>
    ["arn:aws:lambda", system().region, system().account, "function", fn.name, ...qualifier].join(":");

  test("a version keeps its code while $LATEST moves on, under every form of its name", async () => {
    await using fn = await twoVersions(system());

    expect(JSON.parse((await invoke(fn)).payload)).toEqual(["two", "$LATEST", arnOf(fn)]);
    for (const FunctionName of [`${fn.name}:1`, arnOf(fn, "1"), `${system().account}:function:${fn.name}:1`]) {
      const answer = await invoke(fn, {}, { FunctionName });
      expect(answer.executedVersion).toBe("1");
      expect(JSON.parse(answer.payload)).toEqual(["one", "1", arnOf(fn, "1")]);
    }
    expect(JSON.parse((await invoke(fn, {}, { Qualifier: "$LATEST" })).payload)).toEqual(["two", "$LATEST", arnOf(fn, "$LATEST")]);
    await expect(invoke(fn, {}, { Qualifier: "9" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Function not found: ${arnOf(fn, "9")}`,
    });
    await expect(invoke(fn, {}, { FunctionName: `${fn.name}:1`, Qualifier: "2" })).rejects.toMatchObject({
      message: "The derived qualifier from the function name does not match the specified qualifier.",
    });
  });

  test("publishing what has not changed answers the last version; with Publish the update makes one that becomes Active", async () => {
    await using fn = await twoVersions(system());

    const again = await fn.client.send(new PublishVersionCommand({ FunctionName: fn.name, Description: "two" }));
    const same = await fn.client.send(new PublishVersionCommand({ FunctionName: fn.name, Description: "ignored" }));
    const updated = await fn.client.send(new UpdateFunctionCodeCommand({ FunctionName: fn.name, ZipFile: await zipOf(telling("three")), Publish: true }));
    await waitUntilPublishedVersionActive({ client: fn.client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName: fn.name, Qualifier: "3" });

    expect([again.Version, again.State, again.LastUpdateStatus, again.FunctionArn]).toEqual(["2", "Active", "Successful", arnOf(fn, "2")]);
    expect([same.Version, same.Description, same.RevisionId]).toEqual(["2", "two", again.RevisionId]);
    expect([updated.Version, updated.State, updated.LastUpdateStatus]).toEqual(["3", "Pending", undefined]);
    expect(JSON.parse((await invoke(fn, {}, { Qualifier: "3" })).payload)).toEqual(["three", "3", arnOf(fn, "3")]);
    const listed = await fn.client.send(new ListVersionsByFunctionCommand({ FunctionName: fn.name }));
    expect(listed.Versions?.map((version) => version.Version)).toEqual(["$LATEST", "1", "2", "3"]);
  });

  test("CreateFunction with Publish answers version 1, which runs once it is active", async () => {
    const client = new LambdaClient(clientConfig(system()));
    await using fn = await createFunction(system(), telling("first"), { Publish: true });

    await waitUntilPublishedVersionActive({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName: fn.name, Qualifier: "1" });

    expect(JSON.parse((await invoke(fn, {}, { Qualifier: "1" })).payload)).toEqual(["first", "1", arnOf(fn, "1")]);
    client.destroy();
  });

  test("an alias runs its version at every door and follows its change at once", async () => {
    await using fn = await twoVersions(system());
    await fn.client.send(new PublishVersionCommand({ FunctionName: fn.name }));
    await fn.client.send(new CreateAliasCommand({ FunctionName: fn.name, Name: "live", FunctionVersion: "1" }));

    const http = await invoke(fn, {}, { Qualifier: "live" });
    await using grpc = createGrpcClient(invocationService, { address: system().grpcAddresses[0] ?? "" });
    const called = await grpc.Invoke(
      { function_name: fn.name, qualifier: "live", payload: Buffer.from("{}") },
      { headers: new Map([["authorization", `Bearer ${system().token}`]]) },
    );
    await using nats = await connectNats(system().natsUrl);
    const requested = await nats.request(`mayfly.invoke.${system().account}.${fn.name}.live`, "{}", { timeout: 10_000 });
    const streamed = await fn.client.send(new InvokeWithResponseStreamCommand({ FunctionName: fn.name, Qualifier: "live" }));
    for await (const event of streamed.EventStream ?? []) if (event.InvokeComplete?.ErrorCode) throw new Error(event.InvokeComplete.ErrorDetails);

    const ran = JSON.stringify(["one", "1", arnOf(fn, "live")]);
    expect([http.payload, called.payload.toString(), requested.string()]).toEqual([ran, ran, ran]);
    expect([http.executedVersion, called.executed_version, requested.headers?.get(natsHeaders.executedVersion), streamed.ExecutedVersion]).toEqual(
      Array(4).fill("1"),
    );
    await fn.client.send(new UpdateAliasCommand({ FunctionName: fn.name, Name: "live", FunctionVersion: "2" }));
    expect(await invoke(fn, {}, { Qualifier: "live" })).toMatchObject({ executedVersion: "2", payload: JSON.stringify(["two", "2", arnOf(fn, "live")]) });
  });

  test("weights share the invocations of an alias between two versions", async () => {
    await using fn = await twoVersions(system());
    await fn.client.send(new PublishVersionCommand({ FunctionName: fn.name }));
    const RoutingConfig = { AdditionalVersionWeights: { "2": 0.5 } };
    await fn.client.send(new CreateAliasCommand({ FunctionName: fn.name, Name: "canary", FunctionVersion: "1", RoutingConfig }));

    const versions: (string | undefined)[] = [];
    for (let count = 0; count < 100; count += 1) versions.push((await invoke(fn, {}, { Qualifier: "canary" })).executedVersion);

    // Outside of 20 … 80 once in 10¹⁰ runs.
    const second = versions.filter((version) => version === "2").length;
    expect(second).toBeGreaterThan(20);
    expect(second).toBeLessThan(80);
    await fn.client.send(new UpdateAliasCommand({ FunctionName: fn.name, Name: "canary", RoutingConfig: {} }));
    expect(await fn.client.send(new GetAliasCommand({ FunctionName: fn.name, Name: "canary" }))).not.toHaveProperty("RoutingConfig");
    expect((await invoke(fn, {}, { Qualifier: "canary" })).executedVersion).toBe("1");
  });

  test("an event to an alias runs the version that the alias stands for when it runs", async () => {
    await using fn = await twoVersions(system());
    await fn.client.send(new CreateAliasCommand({ FunctionName: fn.name, Name: "live", FunctionVersion: "1" }));
    const marker = randomUUID();

    expect((await invoke(fn, { marker }, { Qualifier: "live", InvocationType: "Event" })).status).toBe(202);

    await waitForLogLine(system(), `${marker} one 1`);
  });

  test("a version that an alias runs cannot be deleted, others are gone for every door", async () => {
    await using fn = await twoVersions(system());
    await fn.client.send(new PublishVersionCommand({ FunctionName: fn.name }));
    await fn.client.send(new CreateAliasCommand({ FunctionName: fn.name, Name: "live", FunctionVersion: "1" }));
    await invoke(fn, {}, { Qualifier: "2" });

    await expect(fn.client.send(new DeleteFunctionCommand({ FunctionName: fn.name, Qualifier: "1" }))).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: "Unable to delete version because the following aliases reference it: [live]",
    });
    await fn.client.send(new DeleteFunctionCommand({ FunctionName: fn.name, Qualifier: "2" }));
    await expect(invoke(fn, {}, { Qualifier: "2" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    expect((await invoke(fn, {}, { Qualifier: "live" })).executedVersion).toBe("1");
  });

  test("configuration of a version never changes, and its revision id neither", async () => {
    await using fn = await twoVersions(system());
    const before = await fn.client.send(new GetFunctionConfigurationCommand({ FunctionName: fn.name, Qualifier: "1" }));

    await fn.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, MemorySize: 512, Environment: { Variables: { STAGE: "b" } } }));
    await waitUntilSettled(fn.client, fn.name);

    const { $metadata: _first, ...kept } = before;
    const { $metadata: _second, ...after } = await fn.client.send(new GetFunctionConfigurationCommand({ FunctionName: `${fn.name}:1` }));
    expect(after).toEqual(kept);
    const code = await fn.client.send(new GetFunctionCommand({ FunctionName: fn.name, Qualifier: "1" }));
    const archive = Buffer.from(await (await fetch(code.Code?.Location ?? "")).arrayBuffer());
    expect(archive).toEqual(await zipOf(telling("one")));
  });
});

import { createHash } from "node:crypto";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke, waitUntilSettled } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import { clientConfig } from "./support/system.ts";

const quick = { maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

describe.each(shapes)("the control plane, $shape", ({ start }) => {
  const system = useSystem(start);

  test("an active function shows AWS's fields and defaults, and its package can be downloaded", async () => {
    const files = handlerModule("async () => 1");
    const zip = await zipOf(files);
    await using fn = await createFunction(system(), files, { Code: { ZipFile: zip }, Tags: { team: "core" } });

    const answer = await fn.client.send(new GetFunctionCommand({ FunctionName: fn.name }));

    expect(answer.Tags).toEqual({ team: "core" });
    expect(answer.Configuration).toMatchObject({
      FunctionName: fn.name,
      FunctionArn: `arn:aws:lambda:us-east-1:${system().account}:function:${fn.name}`,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Description: "",
      Timeout: 3,
      MemorySize: 128,
      CodeSize: zip.length,
      CodeSha256: createHash("sha256").update(zip).digest("base64"),
      State: "Active",
      LastUpdateStatus: "Successful",
      PackageType: "Zip",
      Version: "$LATEST",
      EphemeralStorage: { Size: 512 },
      TracingConfig: { Mode: "PassThrough" },
      SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
      LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${fn.name}` },
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    });
    expect(answer.Configuration).not.toHaveProperty("Environment");
    expect(answer.Configuration).not.toHaveProperty("Layers");
    const download = await fetch(answer.Code?.Location ?? "");
    expect(Buffer.from(await download.arrayBuffer()).equals(zip)).toBe(true);
  });

  test("the SDK's waiter for a new function ends when it can be invoked", async () => {
    const client = new LambdaClient(clientConfig(system()));
    const create = { FunctionName: "waited-for", Runtime: "nodejs24.x", Handler: "index.handler", Role: "arn:aws:iam::000000000000:role/test" } as const;
    expect(await client.send(new CreateFunctionCommand({ ...create, Code: { ZipFile: await zipOf(handlerModule("async () => 'ready'")) } }))).toMatchObject({
      State: "Pending",
    });

    expect(await waitUntilFunctionActiveV2({ client, ...quick }, { FunctionName: create.FunctionName })).toMatchObject({ state: "SUCCESS" });

    expect((await invoke({ name: create.FunctionName, client })).payload).toBe('"ready"');
    await client.send(new DeleteFunctionCommand({ FunctionName: create.FunctionName }));
    client.destroy();
  });

  test("whoever waited for an update meets the new code, the new settings, and never the old", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 'old'"));
    expect((await invoke(fn)).payload).toBe('"old"');

    const code = await fn.client.send(
      new UpdateFunctionCodeCommand({ FunctionName: fn.name, ZipFile: await zipOf(handlerModule("async () => process.env.WORD ?? 'new'")) }),
    );
    expect(code).toMatchObject({ State: "Active", LastUpdateStatus: "InProgress" });
    await waitUntilFunctionUpdatedV2({ client: fn.client, ...quick }, { FunctionName: fn.name });
    expect((await invoke(fn)).payload).toBe('"new"');

    await fn.client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, Environment: { Variables: { WORD: "configured" } }, MemorySize: 256 }),
    );
    await waitUntilSettled(fn.client, fn.name);
    expect(await invoke(fn, {}, { LogType: "Tail" })).toMatchObject({ payload: '"configured"', log: expect.stringContaining("Memory Size: 256 MB") });
  });

  test("a deleted function is gone for every operation, and its name can be used again", async () => {
    const fn = await createFunction(system(), handlerModule("async () => 'first'"));
    await invoke(fn);
    await fn.client.send(new DeleteFunctionCommand({ FunctionName: fn.name }));

    const arn = `arn:aws:lambda:us-east-1:${system().account}:function:${fn.name}`;
    await expect(fn.client.send(new GetFunctionConfigurationCommand({ FunctionName: fn.name }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Function not found: ${arn}`,
    });
    await expect(invoke(fn)).rejects.toMatchObject({ name: "ResourceNotFoundException", message: `Function not found: ${arn}:$LATEST` });
    await using again = await createFunction(system(), handlerModule("async () => 'second'"), { FunctionName: fn.name });
    expect((await invoke(again)).payload).toBe('"second"');
  });

  test("functions are listed page by page in the order of their names, without state", async () => {
    const names = ["list-a", "list-b", "list-c"];
    await using stack = new AsyncDisposableStack();
    for (const name of names) stack.use(await createFunction(system(), handlerModule("async () => 1"), { FunctionName: name }));
    const client = (await createFunctionClient(stack)).client;

    const seen: string[] = [];
    let marker: string | undefined;
    do {
      const page = await client.send(new ListFunctionsCommand({ MaxItems: 1, ...(marker === undefined ? {} : { Marker: marker }) }));
      for (const item of page.Functions ?? []) {
        seen.push(item.FunctionName ?? "");
        expect(item).not.toHaveProperty("State");
      }
      marker = page.NextMarker;
    } while (marker !== undefined);

    expect(seen.filter((name) => names.includes(name))).toEqual(names);
  });

  test.each([["not a ZIP", Buffer.from("this is no archive"), "Could not unzip uploaded file. Please check your file, then try to upload again."]])(
    "a package that is %s is refused with AWS's text",
    async (_name, zip, message) => {
      await using fn = await createFunction(system(), handlerModule("async () => 1"));

      await expect(
        fn.client.send(
          new CreateFunctionCommand({
            FunctionName: "refused",
            Runtime: "nodejs24.x",
            Handler: "index.handler",
            Role: "arn:aws:iam::000000000000:role/test",
            Code: { ZipFile: zip },
          }),
        ),
      ).rejects.toMatchObject({ name: "InvalidParameterValueException", message });
    },
  );

  test("a second function of the same name, an old revision id and a bad name are refused as AWS does", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    const create = {
      FunctionName: fn.name,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::000000000000:role/test",
      Code: { ZipFile: await zipOf({ "index.mjs": "" }) },
    } as const;

    await expect(fn.client.send(new CreateFunctionCommand(create))).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: `Function already exist: ${fn.name}`,
    });
    await expect(
      fn.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, Description: "x", RevisionId: "00000000-0000-0000-0000-000000000000" })),
    ).rejects.toMatchObject({ name: "PreconditionFailedException" });
    await expect(fn.client.send(new CreateFunctionCommand({ ...create, FunctionName: "no good" }))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Value 'no good' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern"),
    });
  });

  async function createFunctionClient(stack: AsyncDisposableStack) {
    return stack.use(await createFunction(system(), handlerModule("async () => 1")));
  }
});

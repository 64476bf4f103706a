/**
 * What Terraform's AWS provider calls for aws_lambda_function, aws_lambda_alias and aws_lambda_permission, in its order and with its parameters
 * (internal/service/lambda of hashicorp/terraform-provider-aws). Terraform itself is not run here.
 */
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAliasCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  LambdaClient,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type CreateFunctionCommandInput,
  type FunctionConfiguration,
} from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { handlerModule } from "../e2e/support/functions.ts";
import { shapes, useSystem } from "../e2e/support/shape.ts";
import { clientConfig, type System } from "../e2e/support/system.ts";

const deadlineMs = 60_000;
const name = "terraformed";

/** What the provider keeps of a function in its state. */
interface Refreshed {
  readonly configuration: FunctionConfiguration;
  readonly reserved: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly version: string | undefined;
  readonly qualifiedArn: string | undefined;
  readonly codeSigning: string | undefined;
}

/** resourceFunctionRead: the last page's last version is the latest one. */
async function refresh(client: LambdaClient): Promise<Refreshed> {
  const { Configuration: configuration = {}, Code, Concurrency, Tags: tags = {} } = await client.send(new GetFunctionCommand({ FunctionName: name }));
  expect(Code).toMatchObject({ RepositoryType: "S3" });
  let latest: FunctionConfiguration | undefined;
  let marker: string | undefined;
  do {
    const page = await client.send(
      new ListVersionsByFunctionCommand({ FunctionName: name, MaxItems: 10_000, ...(marker === undefined ? {} : { Marker: marker }) }),
    );
    latest = page.Versions?.at(-1) ?? latest;
    marker = page.NextMarker;
  } while (marker !== undefined);
  const { CodeSigningConfigArn: codeSigning } = await client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: name }));
  const reserved = Concurrency?.ReservedConcurrentExecutions ?? -1;
  return { configuration, reserved, tags, version: latest?.Version, qualifiedArn: latest?.FunctionArn, codeSigning };
}

/** waitFunctionCreated and waitFunctionUpdated. */
async function untilRested(client: LambdaClient): Promise<void> {
  await waitFor(
    async () => {
      const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: name }));
      return Configuration?.State === "Active" && Configuration.LastUpdateStatus === "Successful";
    },
    { deadlineMs, what: `${name} to be at rest` },
  );
}

async function isGone(call: Promise<unknown>): Promise<boolean> {
  return await call.then(
    () => false,
    (error: unknown) => error instanceof ResourceNotFoundException,
  );
}

function planned({ account }: System): Omit<CreateFunctionCommandInput, "Code"> {
  return {
    FunctionName: name,
    Description: "",
    MemorySize: 128,
    PackageType: "Zip",
    Publish: true,
    Role: `arn:aws:iam::${account}:role/service`,
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Timeout: 3,
    Architectures: ["x86_64"],
    Environment: { Variables: { MOOD: "fine" } },
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "INFO", SystemLogLevel: "WARN" },
    TracingConfig: { Mode: "PassThrough" },
    Tags: { team: "a" },
  };
}

describe.each(shapes)("the calls of Terraform's provider, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a function is created, shows no difference to its plan, is changed, published and deleted", async () => {
    const client = new LambdaClient(clientConfig(system()));
    const arn = `arn:aws:lambda:us-east-1:${system().account}:function:${name}`;
    const { Publish: _publish, Tags: _tags, FunctionName: _name, ...settings } = planned(system());
    const archive = async (answer: number) => await zipOf(handlerModule(`async () => ${answer}`));

    await client.send(new CreateFunctionCommand({ ...planned(system()), Code: { ZipFile: await archive(1) } }));
    await untilRested(client);
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 4 }));
    const created = await refresh(client);
    expect(created.configuration).toMatchObject({ ...settings, FunctionArn: arn, Version: "$LATEST" });
    expect(created).toMatchObject({ reserved: 4, tags: { team: "a" }, version: "1", qualifiedArn: `${arn}:1`, codeSigning: undefined });
    for (const absent of ["DeadLetterConfig", "FileSystemConfigs", "ImageConfigResponse", "KMSKeyArn", "Layers", "VpcConfig"]) {
      expect(created.configuration).not.toHaveProperty(absent);
    }
    expect(await refresh(client)).toEqual(created);

    await client.send(new TagResourceCommand({ Resource: arn, Tags: { stage: "dev" } }));
    await client.send(new UntagResourceCommand({ Resource: arn, TagKeys: ["team"] }));
    expect((await client.send(new ListTagsCommand({ Resource: arn }))).Tags).toEqual({ stage: "dev" });
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, MemorySize: 256, Environment: { Variables: {} } }));
    await untilRested(client);
    await client.send(new UpdateFunctionCodeCommand({ FunctionName: name, Architectures: ["x86_64"], ZipFile: await archive(2) }));
    await untilRested(client);
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: name }));
    const published = await client.send(new PublishVersionCommand({ FunctionName: name }));
    // waitFunctionConfigurationUpdated asks by the qualified ARN and the qualifier.
    const asked = { FunctionName: published.FunctionArn, Qualifier: published.Version };
    await waitFor(async () => (await client.send(new GetFunctionConfigurationCommand(asked))).LastUpdateStatus === "Successful", {
      deadlineMs,
      what: "the version to be at rest",
    });
    expect(await refresh(client)).toMatchObject({
      configuration: { MemorySize: 256 },
      reserved: -1,
      tags: { stage: "dev" },
      version: "2",
      qualifiedArn: `${arn}:2`,
    });
    expect((await client.send(new GetFunctionConcurrencyCommand({ FunctionName: name }))).ReservedConcurrentExecutions).toBeUndefined();

    await client.send(new DeleteFunctionCommand({ FunctionName: name }));
    await waitFor(() => isGone(client.send(new GetFunctionCommand({ FunctionName: name }))), { deadlineMs, what: "the function to be gone" });
    client.destroy();
  }, 180_000);

  test("an alias and a permission at it are created, read, changed and deleted", async () => {
    const client = new LambdaClient(clientConfig(system()));
    const code = { ZipFile: await zipOf(handlerModule("async () => 1")) };
    const { Version: version } = await client.send(new CreateFunctionCommand({ ...planned(system()), Code: code }));
    await untilRested(client);
    const alias = { FunctionName: name, Name: "live" };
    const { AliasArn } = await client.send(new CreateAliasCommand({ ...alias, Description: "", FunctionVersion: version, RoutingConfig: {} }));
    expect(await client.send(new GetAliasCommand(alias))).toMatchObject({ AliasArn, Description: "", FunctionVersion: version });
    await client.send(new UpdateAliasCommand({ ...alias, Description: "latest", FunctionVersion: "$LATEST", RoutingConfig: {} }));
    expect(await client.send(new GetAliasCommand(alias))).toMatchObject({ Description: "latest", FunctionVersion: "$LATEST" });

    const statement = {
      StatementId: "events",
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      SourceArn: "arn:aws:events:us-east-1:000000000000:rule/r",
    };
    await client.send(new AddPermissionCommand({ FunctionName: name, Qualifier: "live", ...statement }));
    const { Policy = "" } = await client.send(new GetPolicyCommand({ FunctionName: name, Qualifier: "live" }));
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [{ Sid: "events", Resource: AliasArn, Condition: { ArnLike: { "AWS:SourceArn": statement.SourceArn } } }],
    });
    await client.send(new RemovePermissionCommand({ FunctionName: name, Qualifier: "live", StatementId: "events" }));
    expect(await isGone(client.send(new GetPolicyCommand({ FunctionName: name, Qualifier: "live" })))).toBe(true);

    await client.send(new DeleteAliasCommand(alias));
    expect(await isGone(client.send(new GetAliasCommand(alias)))).toBe(true);
    await client.send(new DeleteFunctionCommand({ FunctionName: name }));
    client.destroy();
  }, 180_000);
});

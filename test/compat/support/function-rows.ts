import {
  CreateFunctionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
  type CreateFunctionCommandInput,
} from "@aws-sdk/client-lambda";
import { expect } from "vitest";
import { active, listed, pending } from "./answers.ts";
import { deprecated, reserved, reservedVariables } from "./function-messages.ts";
import { breaksModel, conflict, freshName, invalid, newFunction, notFound, type Row, type Subject } from "./row.ts";

const derivedQualifier = "The derived qualifier from the function name does not match the specified qualifier.";
const missing = "no-such-function";

const create = async ({ client, account }: Subject, settings: Partial<CreateFunctionCommandInput> = {}) =>
  await client.send(new CreateFunctionCommand(await newFunction(account, freshName(), settings)));

const createRefused = (when: string, settings: Partial<CreateFunctionCommandInput>, refusal: ReturnType<typeof invalid>): Row => ({
  operation: "CreateFunction",
  when,
  ask: (subject) => create(subject, settings),
  refusal: () => refusal,
});

const logGroup = expect.stringMatching(/^\/aws\/lambda\/compat-[0-9a-f-]{36}$/);
/** A function with a name of its own. */
const created = (subject: Subject): object => ({
  ...pending(subject),
  FunctionName: expect.stringMatching(/^compat-[0-9a-f-]{36}$/),
  FunctionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1:\d{12}:function:compat-[0-9a-f-]{36}$/),
  LoggingConfig: { LogFormat: "Text", LogGroup: logGroup },
});

const tooMany = { KEY: "v".repeat(4096) };
const oversized = `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(tooMany)}`;
const layerOf = (account: string, version: number, name = "absent", region = "us-east-1") => `arn:aws:lambda:${region}:${account}:layer:${name}:${version}`;

const creations: readonly Row[] = [
  { operation: "CreateFunction", when: "answers Pending with AWS's defaults", ask: (subject) => create(subject), answer: created },
  {
    operation: "CreateFunction",
    when: "with Publish answers version 1 under the unqualified ARN",
    ask: (subject) => create(subject, { Publish: true }),
    answer: (subject) => ({ ...created(subject), Version: "1" }),
  },
  {
    operation: "CreateFunction",
    when: "answers what it was given",
    ask: (subject) =>
      create(subject, { Description: "d", Timeout: 9, MemorySize: 512, Environment: { Variables: { AB: "c" } }, LoggingConfig: { LogFormat: "JSON" } }),
    answer: (subject) => ({
      ...created(subject),
      ...{ Description: "d", Timeout: 9, MemorySize: 512, Environment: { Variables: { AB: "c" } } },
      LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "INFO", SystemLogLevel: "INFO", LogGroup: logGroup },
    }),
  },
  {
    operation: "CreateFunction",
    when: "of a name that exists is refused",
    ask: (subject) => create(subject, { FunctionName: subject.name }),
    refusal: ({ name }) => conflict(`Function already exist: ${name}`),
  },
  createRefused(
    "of a name of 65 characters is refused with a Type",
    { FunctionName: "f".repeat(65) },
    invalid(
      `1 validation error detected: Value '${"f".repeat(65)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ),
  ),
  {
    operation: "CreateFunction",
    when: "of an ARN of more than 140 characters breaks the model",
    ask: (subject) => create(subject, { FunctionName: subject.arn(undefined, "f".repeat(120)) }),
    refusal: () =>
      breaksModel(
        /^1 validation error detected: Value '.*' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 140$/,
      ),
  },
  createRefused(
    "in another account is denied without a reason",
    { FunctionName: "arn:aws:lambda:us-east-1:999999999999:function:f" },
    { name: "AccessDeniedException", status: 403, message: /.*/, type: undefined },
  ),
  {
    operation: "CreateFunction",
    when: "in another region finds nothing",
    ask: (subject) => create(subject, { FunctionName: `arn:aws:lambda:ap-southeast-1:${subject.account}:function:f` }),
    refusal: () => notFound("Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')"),
  },
  // The SDK knows no such runtimes; they travel all the same.
  createRefused(
    "with an unknown runtime is refused",
    { Runtime: "cobol" as "nodejs24.x" },
    invalid(/^Value cobol at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[.*\] or be a valid ARN$/),
  ),
  createRefused("with a deprecated runtime is refused", { Runtime: "nodejs14.x" }, invalid(deprecated)),
  createRefused("with reserved variables is refused", { Environment: { Variables: reservedVariables } }, invalid(reserved)),
  createRefused("with more than 4 KB of variables is refused", { Environment: { Variables: tooMany } }, invalid(oversized)),
  createRefused(
    "with something that is no archive is refused",
    { Code: { ZipFile: Buffer.from("no archive") } },
    invalid("Could not unzip uploaded file. Please check your file, then try to upload again."),
  ),
  createRefused(
    "with 51 tags is refused",
    { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"])) },
    invalid("Number of tags exceeds resource tag limit."),
  ),
  {
    operation: "CreateFunction",
    when: "with six layers is refused",
    ask: (subject) => create(subject, { Layers: [1, 2, 3, 4, 5, 6].map((version) => layerOf(subject.account, version, `l${version}`)) }),
    refusal: () => invalid("Cannot reference more than 5 layers."),
  },
  {
    operation: "CreateFunction",
    when: "with a layer of another region is refused",
    ask: (subject) => create(subject, { Layers: [layerOf(subject.account, 1, "l", "eu-west-1")] }),
    refusal: () => invalid("Layers are not in the same region as the function. Layers are expected to be in region us-east-1."),
  },
  {
    operation: "CreateFunction",
    when: "with two versions of one layer is refused",
    ask: (subject) => create(subject, { Layers: [layerOf(subject.account, 1), layerOf(subject.account, 2)] }),
    refusal: ({ account }) =>
      invalid(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${layerOf(account, 1)} and ${layerOf(account, 2)} are versions of the same layer.`,
      ),
  },
  {
    operation: "CreateFunction",
    when: "with a layer version that is missing is refused",
    ask: (subject) => create(subject, { Layers: [layerOf(subject.account, 1)] }),
    refusal: ({ account }) => invalid(`Layer version ${layerOf(account, 1)} does not exist.`),
  },
];

const readings: readonly Row[] = [
  {
    operation: "GetFunction",
    when: "answers configuration and a link to the code, without Tags and Concurrency",
    ask: ({ client, name }) => client.send(new GetFunctionCommand({ FunctionName: name })),
    answer: (subject) => ({ Configuration: active(subject), Code: { RepositoryType: "S3", Location: expect.stringMatching(/^http/) } }),
  },
  {
    operation: "GetFunction",
    when: "shows a reservation",
    own: true,
    ask: async ({ client, name }) => {
      await client.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 1 }));
      return await client.send(new GetFunctionCommand({ FunctionName: name }));
    },
    answer: () => ({ Configuration: expect.anything(), Code: expect.anything(), Concurrency: { ReservedConcurrentExecutions: 1 } }),
  },
  {
    operation: "GetFunctionConfiguration",
    when: "answers the configuration",
    ask: ({ client, name }) => client.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
    answer: active,
  },
  {
    operation: "GetFunctionConfiguration",
    when: "of $LATEST has the qualifier in its ARN",
    ask: ({ client, name }) => client.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: "$LATEST" })),
    answer: (subject) => ({ ...active(subject), FunctionArn: subject.arn("$LATEST") }),
  },
  {
    operation: "GetFunctionConfiguration",
    when: "of an alias answers its version under the alias's ARN",
    ask: ({ client, name }) => client.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: "live" })),
    answer: (subject) => ({ ...active(subject), FunctionArn: subject.arn("live"), Version: "1" }),
  },
  ...(["42", "absent"] as const).map((qualifier): Row => ({
    operation: "GetFunction",
    when: `of the missing qualifier ${qualifier} finds nothing`,
    ask: ({ client, name }) => client.send(new GetFunctionCommand({ FunctionName: name, Qualifier: qualifier })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(qualifier)}`),
  })),
  {
    operation: "GetFunction",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new GetFunctionCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "GetFunctionConfiguration",
    when: "of a name of 65 characters finds nothing",
    ask: ({ client }) => client.send(new GetFunctionConfigurationCommand({ FunctionName: "f".repeat(65) })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, "f".repeat(65))}`),
  },
  {
    operation: "GetFunction",
    when: "refuses an ARN whose qualifier is another one",
    ask: ({ client, arn }) => client.send(new GetFunctionCommand({ FunctionName: arn("1"), Qualifier: "2" })),
    refusal: () => invalid(derivedQualifier),
  },
  {
    operation: "ListFunctions",
    when: "answers a function without its state",
    ask: async ({ client, name }) => {
      const { $metadata, Functions } = await client.send(new ListFunctionsCommand({ MaxItems: 10_000 }));
      return { $metadata, Functions: Functions?.filter(({ FunctionName }) => FunctionName === name) };
    },
    answer: (subject) => ({ Functions: [listed(subject)] }),
  },
  {
    operation: "ListFunctions",
    when: "of all versions answers qualified ARNs",
    ask: async ({ client, name }) => {
      const { $metadata, Functions } = await client.send(new ListFunctionsCommand({ FunctionVersion: "ALL", MaxItems: 10_000 }));
      return { $metadata, Arns: Functions?.filter(({ FunctionName }) => FunctionName === name).map(({ FunctionArn }) => FunctionArn) };
    },
    answer: ({ arn }) => ({ Arns: [arn("$LATEST"), arn("1")] }),
  },
  {
    operation: "GetAccountSettings",
    when: "answers AWS's limits and what is used",
    ask: ({ client }) => client.send(new GetAccountSettingsCommand({})),
    answer: () => ({
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: 1000,
        UnreservedConcurrentExecutions: expect.any(Number),
      },
      AccountUsage: { TotalCodeSize: expect.any(Number), FunctionCount: expect.any(Number) },
    }),
  },
];

/** Functions and the account. */
export const functionRows: readonly Row[] = [...creations, ...readings];

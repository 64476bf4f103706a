import {
  CreateCodeSigningConfigCommand,
  CreateFunctionCommand,
  DeleteCodeSigningConfigCommand,
  DeleteFunctionCodeSigningConfigCommand,
  GetCodeSigningConfigCommand,
  GetFunctionCodeSigningConfigCommand,
  ListCodeSigningConfigsCommand,
  ListFunctionsByCodeSigningConfigCommand,
  PutFunctionCodeSigningConfigCommand,
  UpdateCodeSigningConfigCommand,
  UpdateFunctionCodeCommand,
  type CreateCodeSigningConfigCommandInput,
} from "@aws-sdk/client-lambda";
import { zipOf } from "@mayfly/testkit/zip-of";
import { expect } from "vitest";
import { milliseconds } from "./answers.ts";
import { breaksModel, conflict, files, freshName, newFunction, notFound, type Refusal, type Row, type Subject } from "./row.ts";

const missing = "no-such-function";
const AllowedPublishers = { SigningProfileVersionArns: ["arn:aws:signer:us-east-1:000000000000:/signing-profiles/test"] };
const absent = ({ account }: Subject): string => `arn:aws:lambda:us-east-1:${account}:code-signing-config:csc-00000000000000000`;
const configArn = expect.stringMatching(/^arn:aws:lambda:us-east-1:\d{12}:code-signing-config:csc-[a-z0-9]{17}$/);
const config = (settings: object = {}): object => ({
  CodeSigningConfigId: expect.stringMatching(/^csc-[a-z0-9]{17}$/),
  CodeSigningConfigArn: configArn,
  Description: "",
  AllowedPublishers,
  CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Warn" },
  LastModified: milliseconds,
  ...settings,
});

const create = ({ client }: Subject, settings: Partial<CreateCodeSigningConfigCommandInput> = {}) =>
  client.send(new CreateCodeSigningConfigCommand({ AllowedPublishers, ...settings }));
/** ARN of a configuration of the row's own. */
async function newConfig(subject: Subject, settings: Partial<CreateCodeSigningConfigCommandInput> = {}): Promise<{ readonly CodeSigningConfigArn: string }> {
  return { CodeSigningConfigArn: (await create(subject, settings)).CodeSigningConfig?.CodeSigningConfigArn ?? "" };
}
/** A configuration that the row's function has. */
async function attach(subject: Subject, settings: Partial<CreateCodeSigningConfigCommandInput> = {}): Promise<{ readonly CodeSigningConfigArn: string }> {
  const named = await newConfig(subject, settings);
  await subject.client.send(new PutFunctionCodeSigningConfigCommand({ FunctionName: subject.name, ...named }));
  return named;
}

/** Without a Type (behaviours.md §4.1). */
const configNotFound = (subject: Subject): Refusal => ({
  ...notFound(`The Lambda code signing configuration ${absent(subject)} can not be found.`),
  type: undefined,
});
const functionNotFound = ({ arn }: Subject): Refusal => notFound(`Function not found: ${arn(undefined, missing)}`);

const configurations: readonly Row[] = [
  { operation: "CreateCodeSigningConfig", when: "answers it with AWS's defaults", ask: (s) => create(s), answer: () => ({ CodeSigningConfig: config() }) },
  {
    operation: "CreateCodeSigningConfig",
    when: "answers what was given",
    ask: (s) => create(s, { Description: "d", CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" } }),
    answer: () => ({ CodeSigningConfig: config({ Description: "d", CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" } }) }),
  },
  {
    operation: "CreateCodeSigningConfig",
    when: "without publishers breaks the model",
    ask: (s) => create(s, { AllowedPublishers: { SigningProfileVersionArns: [] } }),
    refusal: () =>
      breaksModel(
        "1 validation error detected: Value '[]' at 'allowedPublishers.signingProfileVersionArns' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ),
  },
  {
    operation: "GetCodeSigningConfig",
    when: "answers it",
    ask: async (subject) => subject.client.send(new GetCodeSigningConfigCommand(await newConfig(subject))),
    answer: () => ({ CodeSigningConfig: config() }),
  },
  {
    operation: "UpdateCodeSigningConfig",
    when: "keeps what it does not name",
    ask: async (subject) =>
      subject.client.send(
        new UpdateCodeSigningConfigCommand({
          ...(await newConfig(subject, { Description: "d" })),
          CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" },
        }),
      ),
    answer: () => ({ CodeSigningConfig: config({ Description: "d", CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" } }) }),
  },
  {
    operation: "ListCodeSigningConfigs",
    when: "answers those that there are",
    ask: async (subject) => {
      await create(subject);
      const { $metadata, CodeSigningConfigs } = await subject.client.send(new ListCodeSigningConfigsCommand({ MaxItems: 1 }));
      return { $metadata, CodeSigningConfigs };
    },
    answer: () => ({
      CodeSigningConfigs: [config({ Description: expect.any(String), CodeSigningPolicies: { UntrustedArtifactOnDeployment: expect.any(String) } })],
    }),
  },
  {
    operation: "DeleteCodeSigningConfig",
    when: "answers nothing",
    ask: async (subject) => subject.client.send(new DeleteCodeSigningConfigCommand(await newConfig(subject))),
    answer: () => ({}),
  },
  {
    operation: "DeleteCodeSigningConfig",
    when: "of one that a function has is refused",
    own: true,
    ask: async (subject) => subject.client.send(new DeleteCodeSigningConfigCommand(await attach(subject))),
    refusal: () => conflict(/^The code signing configuration arn:\S+ is used by 1 function and cannot be deleted\.$/),
  },
  {
    operation: "ListFunctionsByCodeSigningConfig",
    when: "answers the functions that have it",
    own: true,
    ask: async (subject) => subject.client.send(new ListFunctionsByCodeSigningConfigCommand(await attach(subject))),
    answer: ({ arn }) => ({ FunctionArns: [arn()] }),
  },
  {
    operation: "GetCodeSigningConfig",
    when: "of a missing one finds nothing",
    ask: (s) => s.client.send(new GetCodeSigningConfigCommand({ CodeSigningConfigArn: absent(s) })),
    refusal: configNotFound,
  },
  {
    operation: "UpdateCodeSigningConfig",
    when: "of a missing one finds nothing",
    ask: (s) => s.client.send(new UpdateCodeSigningConfigCommand({ CodeSigningConfigArn: absent(s) })),
    refusal: configNotFound,
  },
  {
    operation: "DeleteCodeSigningConfig",
    when: "of a missing one finds nothing",
    ask: (s) => s.client.send(new DeleteCodeSigningConfigCommand({ CodeSigningConfigArn: absent(s) })),
    refusal: configNotFound,
  },
  {
    operation: "ListFunctionsByCodeSigningConfig",
    when: "of a missing one finds nothing",
    ask: (s) => s.client.send(new ListFunctionsByCodeSigningConfigCommand({ CodeSigningConfigArn: absent(s) })),
    refusal: configNotFound,
  },
];

const functions: readonly Row[] = [
  {
    operation: "PutFunctionCodeSigningConfig",
    when: "answers it",
    own: true,
    ask: async (subject) => subject.client.send(new PutFunctionCodeSigningConfigCommand({ FunctionName: subject.name, ...(await newConfig(subject)) })),
    answer: ({ name }) => ({ CodeSigningConfigArn: configArn, FunctionName: name }),
  },
  {
    operation: "PutFunctionCodeSigningConfig",
    when: "of a missing configuration names it before the function",
    ask: (s) => s.client.send(new PutFunctionCodeSigningConfigCommand({ FunctionName: missing, CodeSigningConfigArn: absent(s) })),
    refusal: (subject) => ({
      name: "CodeSigningConfigNotFoundException",
      status: 404,
      message: `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${absent(subject)}.`,
      type: "User",
    }),
  },
  {
    operation: "PutFunctionCodeSigningConfig",
    when: "of a missing function finds nothing",
    ask: async (s) => s.client.send(new PutFunctionCodeSigningConfigCommand({ FunctionName: missing, ...(await newConfig(s)) })),
    refusal: functionNotFound,
  },
  {
    operation: "GetFunctionCodeSigningConfig",
    when: "answers it",
    own: true,
    ask: async (subject) => {
      await attach(subject);
      return await subject.client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: subject.name }));
    },
    answer: ({ name }) => ({ CodeSigningConfigArn: configArn, FunctionName: name }),
  },
  {
    operation: "GetFunctionCodeSigningConfig",
    when: "of a function without one answers nothing",
    ask: ({ client, name }) => client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: name })),
    answer: () => ({}),
  },
  {
    operation: "GetFunctionCodeSigningConfig",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: missing })),
    refusal: functionNotFound,
  },
  {
    operation: "DeleteFunctionCodeSigningConfig",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await attach(subject);
      return await subject.client.send(new DeleteFunctionCodeSigningConfigCommand({ FunctionName: subject.name }));
    },
    answer: () => ({}),
  },
  {
    operation: "DeleteFunctionCodeSigningConfig",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new DeleteFunctionCodeSigningConfigCommand({ FunctionName: missing })),
    refusal: functionNotFound,
  },
  {
    operation: "CreateFunction",
    when: "with a missing code signing configuration is refused",
    ask: async (s) => s.client.send(new CreateFunctionCommand(await newFunction(s.account, freshName(), { CodeSigningConfigArn: absent(s) }))),
    refusal: (subject) => ({
      name: "CodeSigningConfigNotFoundException",
      status: 404,
      message: `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${absent(subject)}.`,
      type: "User",
    }),
  },
  {
    operation: "UpdateFunctionCode",
    when: "of unsigned code under Enforce is refused",
    own: true,
    ask: async (subject) => {
      await attach(subject, { CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" } });
      return await subject.client.send(new UpdateFunctionCodeCommand({ FunctionName: subject.name, ZipFile: await zipOf(files) }));
    },
    refusal: ({ name }) => ({
      name: "CodeVerificationFailedException",
      status: 400,
      message: `Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for ${name}.`,
      type: "User",
    }),
  },
];

/** Code signing configurations. */
export const codeSigningRows: readonly Row[] = [...configurations, ...functions];

import {
  CreateAliasCommand,
  CreateCodeSigningConfigCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionUrlConfigCommand,
  paginateListAliases,
  paginateListCodeSigningConfigs,
  paginateListEventSourceMappings,
  paginateListFunctionEventInvokeConfigs,
  paginateListFunctions,
  paginateListFunctionsByCodeSigningConfig,
  paginateListFunctionUrlConfigs,
  paginateListLayers,
  paginateListLayerVersions,
  paginateListProvisionedConcurrencyConfigs,
  paginateListVersionsByFunction,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  PutFunctionCodeSigningConfigCommand,
  PutFunctionEventInvokeConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import type { LambdaOperationName } from "@mayfly/lambda-api/lambda-operations";
import { zipOf } from "@mayfly/testkit/zip-of";
import { createSubject, freshName, type Subject } from "./row.ts";

/** A list whose pages the SDK's own paginator reads, one item each. */
export interface PagedRow {
  readonly operation: LambdaOperationName;
  /** Makes at least two items and says which pages are to hold them; where others have items too, `among` says so. */
  readonly prepare: (subject: Subject) => Promise<{ readonly pages: AsyncIterable<object>; readonly items: readonly string[] }>;
  /** Names of the items of a page. */
  readonly member: string;
  readonly nameOf: string;
  readonly among?: true;
}

const paging = (client: LambdaClient) => ({ client, pageSize: 1, stopOnSameToken: false });
const publishers = { AllowedPublishers: { SigningProfileVersionArns: ["arn:aws:signer:us-east-1:000000000000:/signing-profiles/test"] } };

async function twoAliases({ client, name }: Subject, FunctionVersion = "$LATEST"): Promise<void> {
  for (const Name of ["a", "b"]) await client.send(new CreateAliasCommand({ FunctionName: name, Name, FunctionVersion }));
}

async function publishLayer({ client }: Subject, LayerName: string): Promise<string> {
  const { LayerVersionArn = "" } = await client.send(new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: await zipOf({ "lib.txt": "x" }) } }));
  return LayerVersionArn;
}

async function newConfig({ client }: Subject): Promise<string> {
  const { CodeSigningConfig } = await client.send(new CreateCodeSigningConfigCommand(publishers));
  return CodeSigningConfig?.CodeSigningConfigArn ?? "";
}

/** Every list of the API that has pages. */
export const pagedRows: readonly PagedRow[] = [
  {
    operation: "ListFunctions",
    member: "Functions",
    nameOf: "FunctionName",
    among: true,
    prepare: async (subject) => {
      const other = await createSubject(subject);
      return { pages: paginateListFunctions(paging(subject.client), {}), items: [subject.name, other.name].toSorted((a, b) => (a < b ? -1 : 1)) };
    },
  },
  {
    operation: "ListVersionsByFunction",
    member: "Versions",
    nameOf: "Version",
    prepare: async ({ client, name }) => {
      await client.send(new PublishVersionCommand({ FunctionName: name }));
      return { pages: paginateListVersionsByFunction(paging(client), { FunctionName: name }), items: ["$LATEST", "1"] };
    },
  },
  {
    operation: "ListAliases",
    member: "Aliases",
    nameOf: "Name",
    prepare: async (subject) => {
      await twoAliases(subject);
      return { pages: paginateListAliases(paging(subject.client), { FunctionName: subject.name }), items: ["a", "b"] };
    },
  },
  {
    operation: "ListLayers",
    member: "Layers",
    nameOf: "LayerName",
    among: true,
    prepare: async (subject) => {
      const names = [freshName(), freshName()].toSorted((a, b) => (a < b ? -1 : 1));
      for (const name of names) await publishLayer(subject, name);
      return { pages: paginateListLayers(paging(subject.client), {}), items: names };
    },
  },
  {
    operation: "ListLayerVersions",
    member: "LayerVersions",
    nameOf: "LayerVersionArn",
    prepare: async (subject) => {
      const LayerName = freshName();
      const [first, second] = [await publishLayer(subject, LayerName), await publishLayer(subject, LayerName)];
      // The latest comes first.
      return { pages: paginateListLayerVersions(paging(subject.client), { LayerName }), items: [second, first] };
    },
  },
  {
    operation: "ListEventSourceMappings",
    member: "EventSourceMappings",
    nameOf: "UUID",
    prepare: async ({ client, account, name }) => {
      const mappings = await Promise.all(
        [1, 2].map((queue) =>
          client.send(new CreateEventSourceMappingCommand({ FunctionName: name, EventSourceArn: `arn:aws:sqs:us-east-1:${account}:${name}-${queue}` })),
        ),
      );
      const items = mappings.map(({ UUID = "" }) => UUID).toSorted((a, b) => (a < b ? -1 : 1));
      return { pages: paginateListEventSourceMappings(paging(client), { FunctionName: name }), items };
    },
  },
  {
    operation: "ListFunctionEventInvokeConfigs",
    member: "FunctionEventInvokeConfigs",
    nameOf: "FunctionArn",
    prepare: async (subject) => {
      const { client, name, arn } = subject;
      await twoAliases(subject);
      for (const Qualifier of ["a", "b"])
        await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: name, Qualifier, MaximumRetryAttempts: 0 }));
      return { pages: paginateListFunctionEventInvokeConfigs(paging(client), { FunctionName: name }), items: [arn("a"), arn("b")] };
    },
  },
  {
    operation: "ListProvisionedConcurrencyConfigs",
    member: "ProvisionedConcurrencyConfigs",
    nameOf: "FunctionArn",
    prepare: async (subject) => {
      const { client, name, arn } = subject;
      await client.send(new PublishVersionCommand({ FunctionName: name }));
      await twoAliases(subject, "1");
      for (const Qualifier of ["a", "b"])
        await client.send(new PutProvisionedConcurrencyConfigCommand({ FunctionName: name, Qualifier, ProvisionedConcurrentExecutions: 1 }));
      return { pages: paginateListProvisionedConcurrencyConfigs(paging(client), { FunctionName: name }), items: [arn("a"), arn("b")] };
    },
  },
  {
    operation: "ListFunctionUrlConfigs",
    member: "FunctionUrlConfigs",
    nameOf: "FunctionArn",
    prepare: async (subject) => {
      const { client, name, arn } = subject;
      await twoAliases(subject);
      for (const Qualifier of ["a", "b"]) await client.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, Qualifier, AuthType: "NONE" }));
      return { pages: paginateListFunctionUrlConfigs(paging(client), { FunctionName: name }), items: [arn("a"), arn("b")] };
    },
  },
  {
    operation: "ListCodeSigningConfigs",
    member: "CodeSigningConfigs",
    nameOf: "CodeSigningConfigArn",
    among: true,
    prepare: async (subject) => {
      const items = [await newConfig(subject), await newConfig(subject)].toSorted((a, b) => (a < b ? -1 : 1));
      return { pages: paginateListCodeSigningConfigs(paging(subject.client), {}), items };
    },
  },
  {
    operation: "ListFunctionsByCodeSigningConfig",
    member: "FunctionArns",
    nameOf: "",
    prepare: async (subject) => {
      const CodeSigningConfigArn = await newConfig(subject);
      const names = [subject.name, (await createSubject(subject)).name].toSorted((a, b) => (a < b ? -1 : 1));
      for (const FunctionName of names) await subject.client.send(new PutFunctionCodeSigningConfigCommand({ FunctionName, CodeSigningConfigArn }));
      const pages = paginateListFunctionsByCodeSigningConfig(paging(subject.client), { CodeSigningConfigArn });
      return { pages, items: names.map((name) => subject.arn(undefined, name)) };
    },
  },
];

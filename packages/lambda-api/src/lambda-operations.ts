import { limits } from "@mayfly/domain/limits";
import {
  architectures,
  configurationMembers,
  functionConfiguration,
  functionDescription,
  functionName,
  functionPage,
  namespacedFunctionName,
  otherCodeSources,
  qualifier,
  revisionId,
  roleArn,
  tags,
  zipFile,
} from "./function-shapes.ts";
import {
  compatibleArchitecture,
  compatibleRuntime,
  layerContent,
  layerName,
  layerPage,
  layerPublication,
  layerVersion,
  layerVersionArn,
  layerVersionPage,
} from "./layer-shapes.ts";
import { aliasChanges, aliasConfiguration, aliasCreation, aliasName, aliasPage, functionVersion, versionPage, versionPublication } from "./version-shapes.ts";
import type { ImplementedOperation, InputMember, MemberLocation, Operation, OperationModel } from "./operation.ts";
import { operationRoutes } from "./operation-routes.ts";
import { blob, boolean, integer, notYet, oneOf, required, string, structure, toMember, type Member, type Shape } from "./shape.ts";

/** Places members at one location; names are the members' own unless given. */
function at(
  location: MemberLocation,
  members: Readonly<Record<string, Member | Shape>>,
  wireNames: Readonly<Record<string, string>> = {},
): Record<string, InputMember> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, { ...toMember(member), location, wireName: wireNames[name] ?? name }]));
}

const namedFunction = at("path", { FunctionName: required(functionName) });
const readFunction = { ...at("path", { FunctionName: required(namespacedFunctionName) }), ...at("query", { Qualifier: qualifier }) };

const namedAlias = { ...namedFunction, ...at("path", { Name: required(aliasName) }) };
const listRange = { Marker: string(), MaxItems: integer({ min: 1, max: 10_000 }) };

const readLayerVersion = at("path", { LayerName: required(layerName), VersionNumber: required(integer()) });
const layerPageInput = at("query", {
  CompatibleRuntime: compatibleRuntime,
  CompatibleArchitecture: compatibleArchitecture,
  Marker: string(),
  MaxItems: integer({ min: 1, max: limits.listLayersItemsMax }),
});

const invocationHeaders = {
  InvocationType: "x-amz-invocation-type",
  LogType: "x-amz-log-type",
  ClientContext: "x-amz-client-context",
  DurableExecutionName: "x-amz-durable-execution-name",
  TenantId: "x-amz-tenant-id",
} as const;

const invocationInput = {
  ...at(
    "header",
    {
      InvocationType: oneOf("Event", "RequestResponse", "DryRun"),
      LogType: oneOf("None", "Tail"),
      ClientContext: string(),
      DurableExecutionName: notYet(string()),
      TenantId: notYet(string()),
    },
    invocationHeaders,
  ),
  ...at("payload", { Payload: blob }),
};

/**
 * What Mayfly has of the Lambda API. To add an operation: one entry here, its shapes beside function-shapes.ts, and a
 * handler of the same name in the gateway; routing, parsing, validation and error answers follow from the entry.
 */
const models = {
  CreateFunction: {
    input: at("body", {
      FunctionName: required(functionName),
      Role: required(roleArn),
      Code: required(structure({ ZipFile: zipFile, ...otherCodeSources })),
      ...configurationMembers,
      PackageType: oneOf("Zip", "Image"),
      Architectures: { ...architectures, wrapped: true },
      Tags: tags,
      Publish: boolean,
      CodeSigningConfigArn: notYet(),
      TenancyConfig: notYet(),
      PublishTo: notYet(),
    }),
    output: functionConfiguration,
    bodyBytesMax: limits.codeRequestBytesMax,
  },
  GetFunction: { input: readFunction, output: functionDescription, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  GetFunctionConfiguration: { input: readFunction, output: functionConfiguration, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  UpdateFunctionCode: {
    input: {
      ...namedFunction,
      ...at("body", {
        ZipFile: { shape: zipFile, field: "code.zip_file" },
        ...otherCodeSources,
        DryRun: boolean,
        RevisionId: revisionId,
        Architectures: { ...architectures, wrapped: true },
        Publish: boolean,
        PublishTo: notYet(),
      }),
    },
    output: functionConfiguration,
    bodyBytesMax: limits.codeRequestBytesMax,
  },
  UpdateFunctionConfiguration: {
    input: { ...namedFunction, ...at("body", { Role: roleArn, ...configurationMembers, RevisionId: revisionId }) },
    output: functionConfiguration,
    bodyBytesMax: limits.controlPlaneBodyBytesMax,
  },
  ListFunctions: {
    input: at("query", {
      ...listRange,
      FunctionVersion: oneOf("ALL"),
      MasterRegion: string({ min: 1, max: 50, pattern: "ALL|(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}" }),
    }),
    output: functionPage,
    bodyBytesMax: 0,
  },
  DeleteFunction: { input: { ...namedFunction, ...at("query", { Qualifier: qualifier }) }, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  PublishVersion: {
    input: { ...namedFunction, ...at("body", { ...versionPublication, PublishTo: notYet() }) },
    output: functionConfiguration,
    bodyBytesMax: limits.controlPlaneBodyBytesMax,
  },
  ListVersionsByFunction: {
    input: { ...at("path", { FunctionName: required(namespacedFunctionName) }), ...at("query", listRange) },
    output: versionPage,
    bodyBytesMax: 0,
  },
  CreateAlias: { input: { ...namedFunction, ...at("body", aliasCreation) }, output: aliasConfiguration, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  UpdateAlias: { input: { ...namedAlias, ...at("body", aliasChanges) }, output: aliasConfiguration, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  GetAlias: { input: namedAlias, output: aliasConfiguration, bodyBytesMax: 0 },
  ListAliases: {
    input: { ...namedFunction, ...at("query", { FunctionVersion: functionVersion, ...listRange }) },
    output: aliasPage,
    bodyBytesMax: 0,
  },
  DeleteAlias: { input: namedAlias, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  PublishLayerVersion: {
    input: { ...at("path", { LayerName: required(layerName) }), ...at("body", { Content: required(layerContent), ...layerPublication }) },
    output: layerVersion,
    bodyBytesMax: limits.codeRequestBytesMax,
  },
  GetLayerVersion: { input: readLayerVersion, output: layerVersion, bodyBytesMax: 0 },
  GetLayerVersionByArn: { input: at("query", { Arn: required(layerVersionArn) }), output: layerVersion, bodyBytesMax: 0 },
  ListLayers: { input: layerPageInput, output: layerPage, bodyBytesMax: 0 },
  ListLayerVersions: { input: { ...at("path", { LayerName: required(layerName) }), ...layerPageInput }, output: layerVersionPage, bodyBytesMax: 0 },
  DeleteLayerVersion: { input: readLayerVersion, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  Invoke: { input: { ...readFunction, ...invocationInput }, bodyBytesMax: limits.syncPayloadBytesMax },
  InvokeWithResponseStream: {
    input: { ...readFunction, ...invocationInput, ...at("header", { InvocationType: oneOf("RequestResponse", "DryRun") }, invocationHeaders) },
    bodyBytesMax: limits.syncPayloadBytesMax,
  },
  InvokeAsync: {
    input: { ...at("path", { FunctionName: required(namespacedFunctionName) }), ...at("payload", { InvokeArgs: blob }) },
    bodyBytesMax: limits.asyncPayloadBytesMax,
  },
} satisfies Record<string, OperationModel>;

/** Names of the operations that Mayfly has. */
export type LambdaOperationName = keyof typeof models;

const modelOf: ReadonlyMap<string, OperationModel> = new Map(Object.entries(models));

/** Every operation of the Lambda API; those that Mayfly lacks have no model. */
export const lambdaOperations: readonly Operation[] = operationRoutes.map((route) => ({ ...route, model: modelOf.get(route.name) }));

/** An operation that Mayfly has. */
export function lambdaOperation(name: LambdaOperationName): ImplementedOperation {
  const route = operationRoutes.find((candidate) => candidate.name === name);
  if (route === undefined) throw new Error(`the service model has no operation ${name}`);
  return { ...route, ...models[name] };
}

/** True if Mayfly has an operation of this name. */
export function isLambdaOperation(name: string): name is LambdaOperationName {
  return modelOf.has(name);
}

import { limits } from "@mayfly/domain/limits";
import { functionConfiguration, namespacedFunctionName } from "../function-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { notYet, required } from "../shape.ts";
import { aliasChanges, aliasConfiguration, aliasCreation, aliasName, aliasPage, functionVersion, versionPage, versionPublication } from "../version-shapes.ts";
import { at, listRange, namedFunction } from "./input-members.ts";

const namedAlias = { ...namedFunction, ...at("path", { Name: required(aliasName) }) };

/** The operations on versions and aliases. */
export const versionOperations = {
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
} satisfies Record<string, OperationModel>;

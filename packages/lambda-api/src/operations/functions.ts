import { limits } from "@mayfly/domain/limits";
import { codeSigningConfigArn } from "../code-signing-shapes.ts";
import { inMessage, otherCodeSources, s3Source, zipFile } from "../code-shapes.ts";
import {
  architectures,
  configurationMembers,
  functionConfiguration,
  functionDescription,
  functionName,
  functionPage,
  qualifier,
  revisionId,
  roleArn,
  tags,
} from "../function-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { boolean, notYet, oneOf, required, string, structure } from "../shape.ts";
import { at, listRange, namedFunction, readFunction } from "./input-members.ts";

/** The operations on functions. */
export const functionOperations = {
  CreateFunction: {
    input: at("body", {
      FunctionName: required(functionName),
      Role: required(roleArn),
      Code: required(structure({ ZipFile: zipFile, ...s3Source, ...otherCodeSources })),
      ...configurationMembers,
      PackageType: oneOf("Zip", "Image"),
      Architectures: { ...architectures, wrapped: true },
      Tags: tags,
      Publish: boolean,
      CodeSigningConfigArn: codeSigningConfigArn,
      TenancyConfig: notYet(),
      PublishTo: notYet(),
    }),
    output: functionConfiguration,
    differences: [
      "Any well-formed role is accepted, unless the setting that roles exist is on.",
      "`S3Bucket` and `S3Key` name an object of the configured object store, which is copied; `S3ObjectStorageMode` `REFERENCE` is refused.",
      "The bucket `hot-reload` stands for directories of the host (standalone on loopback).",
      "`PackageType` `Image` is refused.",
      "Without `Architectures` a function gets the configured default, which is the first worker's own.",
    ],
    bodyBytesMax: limits.codeRequestBytesMax,
  },
  GetFunction: { input: readFunction, output: functionDescription, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  GetFunctionConfiguration: { input: readFunction, output: functionConfiguration, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  UpdateFunctionCode: {
    input: {
      ...namedFunction,
      ...at("body", {
        ...inMessage("code", { ZipFile: zipFile, ...s3Source }),
        ...otherCodeSources,
        // Every function of Mayfly's is a zip.
        ImageUri: notYet(string(), "Please don't provide ImageUri when updating a function with packageType Zip."),
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
} satisfies Record<string, OperationModel>;

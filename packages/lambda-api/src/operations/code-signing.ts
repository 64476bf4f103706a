import { limits } from "@mayfly/domain/limits";
import {
  allowedPublishers,
  codeSigningConfigAnswer,
  codeSigningConfigArn,
  codeSigningConfigPage,
  codeSigningFunctionPage,
  codeSigningSettings,
  functionCodeSigningConfig,
} from "../code-signing-shapes.ts";
import { tags } from "../function-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { required } from "../shape.ts";
import { at, listRange, namedFunction } from "./input-members.ts";

const named = at("path", { CodeSigningConfigArn: required(codeSigningConfigArn) });
const { controlPlaneBodyBytesMax: bodyBytesMax } = limits;

/** The operations on code signing configurations and on which of them functions have. */
export const codeSigningOperations = {
  CreateCodeSigningConfig: {
    input: at("body", { AllowedPublishers: required(allowedPublishers), ...codeSigningSettings, Tags: tags }),
    output: codeSigningConfigAnswer,
    bodyBytesMax,
  },
  GetCodeSigningConfig: { input: named, output: codeSigningConfigAnswer, bodyBytesMax: 0 },
  ListCodeSigningConfigs: { input: at("query", listRange), output: codeSigningConfigPage, bodyBytesMax: 0 },
  UpdateCodeSigningConfig: {
    input: { ...named, ...at("body", { AllowedPublishers: allowedPublishers, ...codeSigningSettings }) },
    output: codeSigningConfigAnswer,
    bodyBytesMax,
  },
  DeleteCodeSigningConfig: { input: named, bodyBytesMax },
  ListFunctionsByCodeSigningConfig: { input: { ...named, ...at("query", listRange) }, output: codeSigningFunctionPage, bodyBytesMax: 0 },
  PutFunctionCodeSigningConfig: {
    input: { ...namedFunction, ...at("body", { CodeSigningConfigArn: required(codeSigningConfigArn) }) },
    output: functionCodeSigningConfig,
    bodyBytesMax,
  },
  GetFunctionCodeSigningConfig: { input: namedFunction, output: functionCodeSigningConfig, bodyBytesMax: 0 },
  DeleteFunctionCodeSigningConfig: { input: namedFunction, bodyBytesMax },
} satisfies Record<string, OperationModel>;

import { limits } from "@mayfly/domain/limits";
import {
  createdFunctionUrl,
  functionUrlChanges,
  functionUrlConfig,
  functionUrlCreation,
  functionUrlFunctionName,
  functionUrlPage,
  functionUrlQualifier,
} from "../function-url-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { integer, required, string } from "../shape.ts";
import { at } from "./input-members.ts";

const named = at("path", { FunctionName: required(functionUrlFunctionName) });
const qualified = { ...named, ...at("query", { Qualifier: functionUrlQualifier }) };
const bodyBytesMax = limits.controlPlaneBodyBytesMax;

/** The operations on function URLs. */
export const functionUrlOperations = {
  CreateFunctionUrlConfig: { input: { ...qualified, ...at("body", functionUrlCreation) }, output: createdFunctionUrl, bodyBytesMax },
  GetFunctionUrlConfig: { input: qualified, output: functionUrlConfig, bodyBytesMax: 0 },
  UpdateFunctionUrlConfig: { input: { ...qualified, ...at("body", functionUrlChanges) }, output: functionUrlConfig, bodyBytesMax },
  DeleteFunctionUrlConfig: { input: qualified, bodyBytesMax },
  ListFunctionUrlConfigs: {
    input: { ...named, ...at("query", { Marker: string(), MaxItems: integer({ min: 1, max: limits.listFunctionUrlsItemsMax }) }) },
    output: functionUrlPage,
    bodyBytesMax: 0,
    nameMayBeQualified: true,
  },
} satisfies Record<string, OperationModel>;

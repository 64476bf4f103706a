import { limits } from "@mayfly/domain/limits";
import { unqualifiedFunctionName } from "../function-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { integer, oneOf, required, string, structure } from "../shape.ts";
import { at, readFunction } from "./input-members.ts";

const bodyBytesMax = limits.controlPlaneBodyBytesMax;
const text = string();
const unqualified = at("path", { FunctionName: required(unqualifiedFunctionName) });
const publishedVersion = { ...unqualified, ...at("query", { Qualifier: required(string({ min: 1, max: 128, pattern: "(\\$LATEST\\.PUBLISHED|[0-9]+)" })) }) };
const environments = integer({ min: 0, max: 15_000 });
const scaling = structure({ MinExecutionEnvironments: environments, MaxExecutionEnvironments: environments });
const recursiveLoop = structure({ RecursiveLoop: text });
const runtimeManagement = structure({ UpdateRuntimeOn: text, FunctionArn: text, RuntimeVersionArn: text });
const noManagedInstances = "Always refused with 400 `InvalidParameterValueException`: Mayfly has no managed instances that could be scaled.";
const arnRegion = "(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}";
const runtimeVersionArn = string({
  min: 26,
  max: 2048,
  pattern: `((arn:(aws[a-zA-Z-]*):lambda:${arnRegion}::runtime:.+)|(arn:(aws[a-zA-Z-]*):lambda:${arnRegion}:\\d{12}:runtime/[A-Za-z0-9_.-]{1,128}/version/[A-Za-z0-9_.-]{1,128}))`,
});

/** The operations on recursive loops, scaling and runtime updates. */
export const functionPolicyOperations = {
  PutFunctionRecursionConfig: {
    input: { ...unqualified, ...at("body", { RecursiveLoop: required(oneOf("Terminate", "Allow")) }) },
    output: recursiveLoop,
    bodyBytesMax,
  },
  GetFunctionRecursionConfig: { input: unqualified, output: recursiveLoop, bodyBytesMax: 0 },
  PutFunctionScalingConfig: {
    input: { ...publishedVersion, ...at("body", { FunctionScalingConfig: scaling }) },
    output: structure({ FunctionState: text }),
    differences: [noManagedInstances],
    bodyBytesMax,
  },
  GetFunctionScalingConfig: {
    input: publishedVersion,
    output: structure({ FunctionArn: text, AppliedFunctionScalingConfig: scaling, RequestedFunctionScalingConfig: scaling }),
    differences: [noManagedInstances],
    bodyBytesMax: 0,
  },
  PutRuntimeManagementConfig: {
    input: {
      ...readFunction,
      ...at("body", { UpdateRuntimeOn: required(oneOf("Auto", "Manual", "FunctionUpdate")), RuntimeVersionArn: runtimeVersionArn }),
    },
    output: runtimeManagement,
    bodyBytesMax,
  },
  GetRuntimeManagementConfig: { input: readFunction, output: runtimeManagement, bodyBytesMax: 0 },
} satisfies Record<string, OperationModel>;

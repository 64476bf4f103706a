import { limits } from "@mayfly/domain/limits";
import { eventInvokeConfig, eventInvokePage, eventInvokeSettings } from "../event-invoke-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { required } from "../shape.ts";
import { at, readFunction, shortListRange } from "./input-members.ts";
import { namespacedFunctionName } from "../function-shapes.ts";

const settings = { input: { ...readFunction, ...at("body", eventInvokeSettings) }, output: eventInvokeConfig, bodyBytesMax: limits.controlPlaneBodyBytesMax };

/** The operations on how asynchronous invocations are handled. */
export const eventInvokeOperations = {
  PutFunctionEventInvokeConfig: settings,
  UpdateFunctionEventInvokeConfig: settings,
  GetFunctionEventInvokeConfig: { input: readFunction, output: eventInvokeConfig, bodyBytesMax: 0 },
  ListFunctionEventInvokeConfigs: {
    input: { ...at("path", { FunctionName: required(namespacedFunctionName) }), ...shortListRange },
    output: eventInvokePage,
    bodyBytesMax: 0,
  },
  DeleteFunctionEventInvokeConfig: { input: readFunction, bodyBytesMax: limits.controlPlaneBodyBytesMax },
} satisfies Record<string, OperationModel>;

import { limits } from "@mayfly/domain/limits";
import { namespacedFunctionName } from "../function-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { blob, notYet, oneOf, required, string } from "../shape.ts";
import { at, readFunction } from "./input-members.ts";

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

/** The operations that invoke. */
export const invocationOperations = {
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

import { limits } from "@mayfly/domain/limits";
import { namespacedFunctionName } from "../function-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { blob, notYet, oneOf, required, string } from "../shape.ts";
import { at, readFunction } from "./input-members.ts";

const headerNames = {
  InvocationType: "x-amz-invocation-type",
  LogType: "x-amz-log-type",
  ClientContext: "x-amz-client-context",
  DurableExecutionName: "x-amz-durable-execution-name",
  TenantId: "x-amz-tenant-id",
} as const;

const commonHeaders = { LogType: oneOf("None", "Tail"), ClientContext: string(), TenantId: notYet(string()) };
const payload = at("payload", { Payload: blob });

/** The operations that invoke. */
export const invocationOperations = {
  Invoke: {
    input: {
      ...readFunction,
      ...at("header", { InvocationType: oneOf("Event", "RequestResponse", "DryRun"), ...commonHeaders, DurableExecutionName: notYet(string()) }, headerNames),
      ...payload,
    },
    bodyBytesMax: limits.syncPayloadBytesMax,
  },
  InvokeWithResponseStream: {
    input: { ...readFunction, ...at("header", { InvocationType: oneOf("RequestResponse", "DryRun"), ...commonHeaders }, headerNames), ...payload },
    differences: ["The stream is not slowed down to 2 MiB a second after its first 6 MiB."],
    bodyBytesMax: limits.syncPayloadBytesMax,
  },
  InvokeAsync: {
    input: { ...at("path", { FunctionName: required(namespacedFunctionName) }), ...at("payload", { InvokeArgs: required(blob) }) },
    bodyBytesMax: limits.asyncPayloadBytesMax,
  },
} satisfies Record<string, OperationModel>;

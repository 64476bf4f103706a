import { limits } from "@mayfly/domain/limits";
import { concurrency, provisionedConcurrency, provisionedConcurrencyPage, reservedExecutions } from "../concurrency-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { integer, required, string } from "../shape.ts";
import { at, namedFunction, shortListRange } from "./input-members.ts";

const bodyBytesMax = limits.controlPlaneBodyBytesMax;
const named = { ...namedFunction, ...at("query", { Qualifier: required(string({ min: 1, max: 128, pattern: "(|[a-zA-Z0-9$_-]+)" })) }) };

/** The operations on reserved and provisioned concurrency. */
export const concurrencyOperations = {
  PutFunctionConcurrency: {
    input: { ...namedFunction, ...at("body", { ReservedConcurrentExecutions: required(reservedExecutions) }) },
    output: concurrency,
    bodyBytesMax,
  },
  GetFunctionConcurrency: { input: namedFunction, output: concurrency, bodyBytesMax: 0 },
  DeleteFunctionConcurrency: { input: namedFunction, bodyBytesMax },
  PutProvisionedConcurrencyConfig: {
    input: { ...named, ...at("body", { ProvisionedConcurrentExecutions: required(integer({ min: 1 })) }) },
    output: provisionedConcurrency,
    bodyBytesMax,
  },
  GetProvisionedConcurrencyConfig: { input: named, output: provisionedConcurrency, bodyBytesMax: 0 },
  ListProvisionedConcurrencyConfigs: { input: { ...namedFunction, ...shortListRange }, output: provisionedConcurrencyPage, bodyBytesMax: 0 },
  DeleteProvisionedConcurrencyConfig: { input: named, bodyBytesMax },
} satisfies Record<string, OperationModel>;

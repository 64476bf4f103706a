import { integer, list, string, structure, type Member, type Shape } from "./shape.ts";

const text = string();

/** How many environments a function may have for itself. */
export const reservedExecutions = integer({ min: 0 });

/** A reservation as answered. */
export const concurrency = structure({ ReservedConcurrentExecutions: integer() });

const provisionedStatus = {
  RequestedProvisionedConcurrentExecutions: integer(),
  AvailableProvisionedConcurrentExecutions: integer(),
  AllocatedProvisionedConcurrentExecutions: integer(),
  Status: text,
  StatusReason: text,
  LastModified: text,
} satisfies Record<string, Member | Shape>;

/** How far one provisioning is. */
export const provisionedConcurrency = structure(provisionedStatus);

/** Answer of ListProvisionedConcurrencyConfigs. */
export const provisionedConcurrencyPage = structure({
  ProvisionedConcurrencyConfigs: list(structure({ FunctionArn: text, ...provisionedStatus })),
  NextMarker: text,
});

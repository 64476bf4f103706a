import { provisionedConcurrency } from "@mayfly/domain/attachments/provisioned-concurrency";
import { reservedConcurrency } from "@mayfly/domain/attachments/reserved-concurrency";
import { limits } from "@mayfly/domain/limits";
import type { AccountConcurrency, ConcurrencyClaim } from "../core/account-concurrency.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";

/** What the functions of the caller's account claim now. */
export async function readAccountConcurrency(context: OperationContext, scope: CallScope): Promise<AccountConcurrency> {
  const claims = new Map<string, { reserved: number | undefined; readonly provisioned: Map<string, number> }>();
  const claimOf = (functionName: string): { reserved: number | undefined; readonly provisioned: Map<string, number> } => {
    const claim = claims.get(functionName) ?? { reserved: undefined, provisioned: new Map<string, number>() };
    claims.set(functionName, claim);
    return claim;
  };
  for (const { key, value } of await context.attachments.listAccount(reservedConcurrency, scope)) claimOf(key.functionName).reserved = value.executions;
  for (const { key, value } of await context.attachments.listAccount(provisionedConcurrency, scope))
    claimOf(key.functionName).provisioned.set(key.qualifier, value.executions);
  return {
    executionsMax: context.accountConcurrencyMax,
    unreservedMin: limits.accountUnreservedConcurrencyMin,
    claims: claims satisfies ReadonlyMap<string, ConcurrencyClaim>,
  };
}

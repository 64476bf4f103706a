import { PlatformError } from "@mayfly/errors/platform-error";

/** What one function claims of its account's concurrency. */
export interface ConcurrencyClaim {
  /** Undefined if nothing is reserved. */
  readonly reserved: number | undefined;
  /** Provisioned executions by version or alias. */
  readonly provisioned: ReadonlyMap<string, number>;
}

/** What the functions of an account claim, and what there is. */
export interface AccountConcurrency {
  readonly executionsMax: number;
  /** What reservations must leave to all other functions. */
  readonly unreservedMin: number;
  /** By function name; those that claim nothing need not be in it. */
  readonly claims: ReadonlyMap<string, ConcurrencyClaim>;
}

const nothing: ConcurrencyClaim = { reserved: undefined, provisioned: new Map() };

/** What no function has reserved and no version has provisioned. What is provisioned is part of its function's reservation if it has one. */
export function unreservedExecutions({ executionsMax, claims }: AccountConcurrency): number {
  return executionsMax - [...claims.values()].reduce((sum, claim) => sum + claimed(claim), 0);
}

/** Throws 400 in AWS's words if a function cannot reserve so many (behaviours.md §9). */
export function checkReservation(account: AccountConcurrency, functionName: string, executions: number): void {
  const claim = account.claims.get(functionName) ?? nothing;
  const { unreservedMin } = account;
  if (unreservedExecutions(account) + claimed(claim) - executions < unreservedMin) {
    refuse(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMin}].`,
    );
  }
  const provisioned = total(claim.provisioned);
  // The blanks are AWS's.
  if (executions < provisioned) {
    refuse(` ReservedConcurrentExecutions  ${executions} should not be lower than function's total provisioned concurrency [${provisioned}].`);
  }
}

/** Throws 400 in AWS's words if a version or alias cannot have so many provisioned (behaviours.md §9). */
export function checkProvisioning(account: AccountConcurrency, at: { readonly functionName: string; readonly qualifier: string }, executions: number): void {
  const claim = account.claims.get(at.functionName) ?? nothing;
  const others = total(claim.provisioned) - (claim.provisioned.get(at.qualifier) ?? 0);
  if (claim.reserved !== undefined) {
    if (others + executions > claim.reserved)
      refuse("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function");
    return;
  }
  const free = unreservedExecutions(account) + claimed(claim) - others;
  if (executions > free) refuse(`Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${free}].`);
  const { unreservedMin } = account;
  if (free - executions < unreservedMin) {
    refuse(`Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMin}].`);
  }
}

function claimed({ reserved, provisioned }: ConcurrencyClaim): number {
  return reserved ?? total(provisioned);
}

function total(provisioned: ReadonlyMap<string, number>): number {
  return [...provisioned.values()].reduce((sum, executions) => sum + executions, 0);
}

/** AWS sends no Type with these (behaviours.md §4). */
function refuse(message: string): never {
  throw new PlatformError("InvalidParameterValue", message, { omitType: true });
}

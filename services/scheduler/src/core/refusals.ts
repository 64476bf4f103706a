import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { ErrorCode } from "@mayfly/errors/catalogue";
import type { ConcurrencyLimit } from "./concurrency-book.ts";

/** Why a request is refused. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  /** AWS's Reason of a throttle, else empty. */
  readonly reason: string;
  readonly retryAfterMs: number;
}

/** The concurrency that the function may have, or that the account leaves to it, is used up (behaviours.md §10). */
export const concurrencyExceeded: Readonly<Record<ConcurrencyLimit, Refusal>> = {
  account: { code: "TooManyRequests", message: "Rate Exceeded.", reason: "ConcurrentInvocationLimitExceeded", retryAfterMs: 1_000 },
  function: { code: "TooManyRequests", message: "Rate Exceeded.", reason: "ReservedFunctionConcurrentInvocationLimitExceeded", retryAfterMs: 1_000 },
};

/** Nothing became free in time. */
export const noEnvironmentInTime: Refusal = {
  code: "ServiceUnavailable",
  message: "No execution environment became available in time.",
  reason: "",
  retryAfterMs: 1_000,
};

/** No worker of the right kind is there. */
export const noWorker: Refusal = { code: "ServiceUnavailable", message: "No worker can run the function now.", reason: "", retryAfterMs: 1_000 };

/** Too many requests wait already. */
export const overloaded: Refusal = { code: "TooManyRequests", message: "Rate Exceeded.", reason: "CallerRateLimitExceeded", retryAfterMs: 1_000 };

/** The function does not exist. */
export function unknownFunction(identity: FunctionIdentity): Refusal {
  const arn = `arn:aws:lambda:${identity.region}:${identity.account}:function:${identity.functionName}:${identity.version}`;
  return { code: "ResourceNotFound", message: `Function not found: ${arn}`, reason: "", retryAfterMs: 0 };
}

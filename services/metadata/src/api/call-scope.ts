import { callHeaders, type CallContext } from "@mayfly/contracts/service-contract";

/** Whose functions a call means, and who calls. */
export interface CallScope {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** ARN, empty if the caller does not say. */
  readonly principal: string;
  /** Request id of the call at the edge, empty if there is none. */
  readonly requestId: string;
}

/** Region and account of calls that carry none. */
export interface ScopeDefaults {
  readonly region: string;
  readonly account: string;
}

/** Reads the scope from the headers that the gateway sets. */
export function callScope(call: CallContext, defaults: ScopeDefaults): CallScope {
  return {
    region: call.headers.get(callHeaders.region) ?? defaults.region,
    account: call.headers.get(callHeaders.account) ?? defaults.account,
    principal: call.headers.get(callHeaders.principal) ?? "",
    requestId: call.headers.get(callHeaders.requestId) ?? "",
  };
}

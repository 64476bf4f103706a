import { callHeaders } from "@mayfly/contracts/service-contract";
import type { RequestOrigin } from "./authorization/authorizer.ts";
import type { Principal } from "./identity/principal.ts";

/** Who asks, and in which region and account it acts. */
export interface Caller {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly principalArn: string;
  /** All that decides what it may do. */
  readonly principal: Principal;
  readonly origin: RequestOrigin;
}

/** One request, as other services are told of it. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C traceparent, empty if nothing is recorded. */
  readonly traceParent: string;
}

/** The headers that carry a caller and its request to other services. */
export function headersOf(caller: Caller, request: RequestContext): ReadonlyMap<string, string> {
  const headers = new Map<string, string>([
    [callHeaders.region, caller.region],
    [callHeaders.account, caller.account],
    [callHeaders.principal, caller.principalArn],
    [callHeaders.requestId, request.requestId],
  ]);
  if (request.traceParent !== "") headers.set(callHeaders.traceParent, request.traceParent);
  return headers;
}

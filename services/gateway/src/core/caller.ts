import { callHeaders } from "@mayfly/contracts/service-contract";

/** Who asks, and in which region and account it acts. */
export interface Caller {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly principalArn: string;
}

/** The headers that carry a caller to other services. */
export function headersOf(caller: Caller, requestId: string): ReadonlyMap<string, string> {
  return new Map([
    [callHeaders.region, caller.region],
    [callHeaders.account, caller.account],
    [callHeaders.principal, caller.principalArn],
    [callHeaders.requestId, requestId],
  ]);
}

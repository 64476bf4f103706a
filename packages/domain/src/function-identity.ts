/** Names one version of one function in one account and region. The unit of leases, environments and caches. */
export interface FunctionIdentity {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly functionName: string;
  /** `$LATEST` or a number. */
  readonly version: string;
}

/** One string for one identity, usable as a map key; different identities never share one. */
export function identityKey(identity: FunctionIdentity): string {
  return `${identity.region}/${identity.account}/${identity.functionName}/${identity.version}`;
}

/** What stands for the code and configuration that updates change. */
export const latestVersion = "$LATEST";

/** Whose keys: every key carries the region, and the account where it belongs to one (DESIGN §3). */
export interface KeyOwner {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** Key of something that a whole region shares. The braces keep a region's keys in one Redis Cluster slot, as scripts need. */
export function regionKey(region: string, ...path: readonly string[]): string {
  return [`mayfly:{${region}}`, ...path].join(":");
}

/** Key of something that belongs to one account in one region. */
export function accountKey(owner: KeyOwner, ...path: readonly string[]): string {
  return regionKey(owner.region, owner.account, ...path);
}

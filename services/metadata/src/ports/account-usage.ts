/** What an account keeps. */
export interface AccountUsage {
  readonly functions: number;
  /** Bytes of the packages of $LATEST and every version of every function, and of every layer version (behaviours.md §7). */
  readonly codeBytes: number;
}

/** Tells what an account keeps, at a cost that does not grow with it. May fail with PlatformError ServiceUnavailable. */
export interface AccountUsageReader {
  read(owner: { readonly region: string; readonly account: string }): Promise<AccountUsage>;
}

import type { IdentityKind } from "@mayfly/identity/identity-records";

/** One identity to be written, or to be deleted if the record is empty. Records are as they are stored: secrets sealed. */
export interface StoredIdentity {
  readonly kind: IdentityKind;
  /** As `identityName` makes it. */
  readonly name: string;
  /** JSON; empty if there is none any more. */
  readonly record: string;
}

/** One entry of the feed. */
export interface IdentityEntry extends StoredIdentity {
  readonly account: string;
}

/** Part of the feed in order. */
export interface IdentityEntries {
  readonly entries: readonly IdentityEntry[];
  /** Sequence of the last of them. */
  readonly sequence: number;
}

/** Keeps the identities of all accounts, and the feed of what becomes of them. They belong to no region, as IAM's do not. */
export interface IdentityStore {
  /** Changes with every write to the account; 0 if there was none. Read it before what a decision reads. */
  revision(account: string): Promise<number>;
  find(account: string, kind: IdentityKind, name: string): Promise<string | undefined>;
  /** All of a kind, by name. */
  list(account: string, kind: IdentityKind): Promise<ReadonlyMap<string, string>>;
  /** Accounts that have identities. */
  accounts(): Promise<readonly string[]>;
  /** Writes all of it or, if the account's revision is no longer the expected one, nothing. */
  write(
    account: string,
    expectedRevision: number,
    changes: readonly StoredIdentity[],
  ): Promise<{ readonly kind: "written"; readonly sequence: number } | { readonly kind: "changed" }>;
  /** Sequence of the latest write, 0 if there was none. */
  last(): Promise<number>;
  /** Everything that there is at one moment. */
  snapshot(): Promise<IdentityEntries>;
  /** What comes after `sequence`; undefined if the feed no longer holds all of it. */
  readAfter(sequence: number, entriesMax: number): Promise<IdentityEntries | undefined>;
  /** Calls `listener` soon after each write, by whichever process; a call may be missed. */
  onChange(listener: () => void): Promise<AsyncDisposable>;
}

import type { IdentityTable } from "../core/identity/identity-table.ts";

/** What metadata knows of identities, as a copy that follows it. */
export interface IdentityDirectory {
  /** As it is now; another object, or the same with other content, after each change. */
  readonly table: IdentityTable;
  /** Grows with each change: what was derived from the table at an older one is to be derived again. */
  readonly generation: number;
  /** False until everything that metadata knew at the start is here: what is not known may be there all the same. */
  readonly ready: boolean;
  /** Resolves when the copy has reached the sequence, and after two seconds in any case. */
  reached(sequence: number): Promise<void>;
}

import { identityName, identityValues, type IdentityKind, type IdentityRecords } from "@mayfly/identity/identity-records";
import { IdentityTable } from "../core/identity/identity-table.ts";
import type { IdentityDirectory } from "../ports/identity-directory.ts";

/** The account of the identities of tests. */
export const testAccount = "111111111111";

/** A directory that a test writes into. */
export class WritableDirectory implements IdentityDirectory {
  readonly table = new IdentityTable();
  generation = 0;
  ready = true;

  reached(): Promise<void> {
    return Promise.resolve();
  }

  put<Kind extends IdentityKind>(kind: Kind, record: IdentityRecords[Kind], account = testAccount): void {
    const name = "name" in record && kind !== "account" ? record.name : record.id;
    this.table.apply({ account, kind, name: identityName(kind, name), record_json: identityValues[kind].encode(record) });
    this.generation += 1;
  }

  delete(kind: IdentityKind, name: string, account = testAccount): void {
    this.table.apply({ account, kind, name: identityName(kind, name), record_json: "" });
    this.generation += 1;
  }
}

/** A user that may do what the statements say. */
export function userRecord(name: string, ...statements: readonly object[]): IdentityRecords["user"] {
  const inlinePolicies = { own: JSON.stringify({ Version: "2012-10-17", Statement: statements }) };
  return { name, id: `AIDA${name.toUpperCase()}`, path: "/", createdAt: 0, tags: {}, inlinePolicies, attachedPolicies: [] };
}

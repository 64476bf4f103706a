import { PlatformError } from "@mayfly/errors/platform-error";
import { identityName, identityValues, type IdentityKind, type IdentityRecords } from "@mayfly/identity/identity-records";
import type { IdentityStore, StoredIdentity } from "../ports/identity-store.ts";

/** The identities of one account as an operation sees them: what it has put or deleted is part of the picture, and is written in the end or not at all. */
export class AccountIdentities {
  readonly account: string;
  readonly #store: IdentityStore;
  readonly #changes = new Map<string, StoredIdentity>();

  constructor(store: IdentityStore, account: string) {
    this.#store = store;
    this.account = account;
  }

  /** What is to be written. */
  get changes(): readonly StoredIdentity[] {
    return [...this.#changes.values()];
  }

  /** The identity of that name; undefined if there is none. Names of users, roles and policies are found in any case. */
  async find<Kind extends IdentityKind>(kind: Kind, name: string): Promise<IdentityRecords[Kind] | undefined> {
    const key = identityName(kind, name);
    const changed = this.#changes.get(changeKey(kind, key));
    const record = changed === undefined ? await this.#store.find(this.account, kind, key) : changed.record;
    return record === undefined || record === "" ? undefined : identityValues[kind].decode(record);
  }

  /** All of a kind in the order of their names, without changes of this operation. */
  async list<Kind extends IdentityKind>(kind: Kind): Promise<readonly IdentityRecords[Kind][]> {
    const stored = [...(await this.#store.list(this.account, kind))];
    return stored.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, record]) => identityValues[kind].decode(record));
  }

  put<Kind extends IdentityKind>(kind: Kind, name: string, record: IdentityRecords[Kind]): void {
    const key = identityName(kind, name);
    this.#changes.set(changeKey(kind, key), { kind, name: key, record: identityValues[kind].encode(record) });
  }

  delete(kind: IdentityKind, name: string): void {
    const key = identityName(kind, name);
    this.#changes.set(changeKey(kind, key), { kind, name: key, record: "" });
  }
}

function changeKey(kind: IdentityKind, name: string): string {
  return `${kind}/${name}`;
}

/** Writers that overtake us this often in a row are not an accident. */
const attemptsMax = 20;

/**
 * Runs an operation on an account and writes what it changes, unless somebody else has changed the account meanwhile: then it runs again on what there is
 * now. The sequence is 0 if it changed nothing.
 */
export async function changeAccount<Output>(
  store: IdentityStore,
  account: string,
  operation: (identities: AccountIdentities) => Promise<Output>,
): Promise<{ readonly output: Output; readonly sequence: number }> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const revision = await store.revision(account);
    const identities = new AccountIdentities(store, account);
    const output = await operation(identities);
    if (identities.changes.length === 0) return { output, sequence: 0 };
    const outcome = await store.write(account, revision, identities.changes);
    if (outcome.kind === "written") return { output, sequence: outcome.sequence };
  }
  throw new PlatformError("ServiceUnavailable", "The account's identities are changed too often at the same time. Try again.", { retryAfterSeconds: 1 });
}

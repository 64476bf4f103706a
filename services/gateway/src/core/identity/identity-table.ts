import type { VersionedValue } from "@mayfly/domain/versioned-value";
import { parseIdentityArn } from "@mayfly/identity/identity-arns";
import {
  identityName,
  identityValues,
  isIdentityKind,
  type AccessKeyRecord,
  type IdentityKind,
  type IdentityRecords,
  type PolicyRecord,
  type RoleRecord,
  type SessionKeyRecord,
  type UserRecord,
} from "@mayfly/identity/identity-records";
import { managedPolicies } from "@mayfly/identity/managed-policies";

/** One identity as it is now; an empty record says that it is gone. */
export interface TableChange {
  readonly account: string;
  readonly kind: string;
  readonly name: string;
  /** JSON. */
  readonly record_json: string;
}

/** All identities of all accounts, in memory. */
export class IdentityTable {
  readonly #records: { readonly [Kind in IdentityKind]: RecordsOf<Kind> } = {
    account: new RecordsOf(identityValues.account),
    user: new RecordsOf(identityValues.user),
    role: new RecordsOf(identityValues.role),
    policy: new RecordsOf(identityValues.policy),
    "access-key": new RecordsOf(identityValues["access-key"]),
    "session-key": new RecordsOf(identityValues["session-key"]),
  };
  readonly #accountsOfKeys = new Map<string, string>();

  /** Takes a change over. Kinds of a newer release are left alone. Throws PlatformError for a record that cannot be read. */
  apply({ account, kind, name, record_json: record }: TableChange): void {
    if (!isIdentityKind(kind)) return;
    if (kind === "access-key") this.#accountsOfKeys.set(name, account);
    if (record !== "") return this.#records[kind].set(keyOf(account, name), record);
    this.#records[kind].byKey.delete(keyOf(account, name));
    if (kind === "access-key") this.#accountsOfKeys.delete(name);
  }

  /** An access key and its account. */
  accessKey(id: string): { readonly account: string; readonly key: AccessKeyRecord } | undefined {
    const account = this.#accountsOfKeys.get(id);
    const key = account === undefined ? undefined : this.#records["access-key"].get(keyOf(account, id));
    return account === undefined || key === undefined ? undefined : { account, key };
  }

  user(account: string, name: string): UserRecord | undefined {
    return this.#records.user.get(keyOf(account, identityName("user", name)));
  }

  /** The role that an ARN names, exactly as it spells it. */
  role(arn: string): RoleRecord | undefined {
    const parsed = parseIdentityArn(arn);
    const role = parsed?.type === "role" ? this.#records.role.get(keyOf(parsed.account, identityName("role", parsed.name))) : undefined;
    return role?.name === parsed?.name && role?.path === parsed?.path ? role : undefined;
  }

  /** The role of that name, whatever its path. */
  roleNamed(account: string, name: string): RoleRecord | undefined {
    return this.#records.role.get(keyOf(account, identityName("role", name)));
  }

  /** The document of a managed policy: AWS's own, or of an account, in its default version. */
  policyDocument(arn: string): string | undefined {
    const parsed = parseIdentityArn(arn);
    const policy: PolicyRecord | undefined =
      parsed?.type === "policy" ? this.#records.policy.get(keyOf(parsed.account, identityName("policy", parsed.name))) : undefined;
    return managedPolicies.get(arn)?.document ?? policy?.versions.find(({ id }) => id === policy.defaultVersion)?.document;
  }

  sessionKey(account: string, id: string): SessionKeyRecord | undefined {
    return this.#records["session-key"].get(keyOf(account, id));
  }

  sessionKeys(): readonly SessionKeyRecord[] {
    return [...this.#records["session-key"].byKey.values()];
  }
}

/** The records of one kind, and how a stored one becomes one of them. */
class RecordsOf<Kind extends IdentityKind> {
  readonly byKey = new Map<string, IdentityRecords[Kind]>();
  readonly #values: VersionedValue<IdentityRecords[Kind]>;

  constructor(values: VersionedValue<IdentityRecords[Kind]>) {
    this.#values = values;
  }

  get(key: string): IdentityRecords[Kind] | undefined {
    return this.byKey.get(key);
  }

  set(key: string, record: string): void {
    this.byKey.set(key, this.#values.decode(record));
  }
}

function keyOf(account: string, name: string): string {
  return `${account}/${name}`;
}

import { versionedValue, type VersionedValue } from "@mayfly/domain/versioned-value";
import { z } from "zod";

const tags = z.record(z.string(), z.string());
/** Policy documents by their names, as they were written. */
const documents = z.record(z.string(), z.string());
const time = z.number().int();

const policyHolder = {
  /** As its creator spelled it. */
  name: z.string(),
  /** AIDA… or AROA…, never used again. */
  id: z.string(),
  /** Begins and ends with a slash. */
  path: z.string(),
  createdAt: time,
  tags,
  inlinePolicies: documents,
  /** ARNs of managed policies. */
  attachedPolicies: z.array(z.string()),
};

const account = z.object({ id: z.string(), name: z.string(), createdAt: time });
const user = z.object(policyHolder);
const role = z.object({ ...policyHolder, description: z.string(), maxSessionSeconds: z.number().int(), trustPolicy: z.string() });
const policyVersion = z.object({ id: z.string(), document: z.string(), createdAt: time });
const policy = z.object({
  name: z.string(),
  id: z.string(),
  path: z.string(),
  description: z.string(),
  createdAt: time,
  updatedAt: time,
  tags,
  versions: z.array(policyVersion),
  defaultVersion: z.string(),
  /** Versions that there ever were. */
  versionCount: z.number().int(),
});
const accessKey = z.object({
  id: z.string(),
  /** Name of the user that has it; undefined for a key of the account itself. */
  userName: z.string().optional(),
  status: z.enum(["Active", "Inactive"]),
  createdAt: time,
  /** Sealed where it is stored, in the clear where a gateway verifies signatures with it. */
  secret: z.string(),
});
const sessionKey = z.object({
  id: z.string(),
  createdAt: time,
  /** Base64 of 32 bytes; sealed where it is stored. */
  secret: z.string(),
});

/** An account beside the one that Mayfly's settings name. */
export type AccountRecord = z.output<typeof account>;
/** A user: somebody with access keys and policies. */
export type UserRecord = z.output<typeof user>;
/** A role: what functions run as, and what principals assume. */
export type RoleRecord = z.output<typeof role>;
/** A managed policy of an account. */
export type PolicyRecord = z.output<typeof policy>;
/** An access key. */
export type AccessKeyRecord = z.output<typeof accessKey>;
/** A key under which session tokens are sealed. */
export type SessionKeyRecord = z.output<typeof sessionKey>;

/** The record of each kind of identity. */
export interface IdentityRecords {
  readonly account: AccountRecord;
  readonly user: UserRecord;
  readonly role: RoleRecord;
  readonly policy: PolicyRecord;
  readonly "access-key": AccessKeyRecord;
  readonly "session-key": SessionKeyRecord;
}

/** A kind of identity. */
export type IdentityKind = keyof IdentityRecords;

/** How each kind is written and read. */
export const identityValues: { readonly [Kind in IdentityKind]: VersionedValue<IdentityRecords[Kind]> } = {
  account: versionedValue<AccountRecord>({ name: "account", schema: 1, parser: account }),
  user: versionedValue<UserRecord>({ name: "user", schema: 1, parser: user }),
  role: versionedValue<RoleRecord>({ name: "role", schema: 1, parser: role }),
  policy: versionedValue<PolicyRecord>({ name: "policy", schema: 1, parser: policy }),
  "access-key": versionedValue<AccessKeyRecord>({ name: "access key", schema: 1, parser: accessKey }),
  "session-key": versionedValue<SessionKeyRecord>({ name: "session key", schema: 1, parser: sessionKey }),
};

/** Every kind. */
export const identityKinds = ["account", "user", "role", "policy", "access-key", "session-key"] as const satisfies readonly IdentityKind[];

/** True if `text` is a kind that this release knows. */
export function isIdentityKind(text: string): text is IdentityKind {
  return Object.hasOwn(identityValues, text);
}

/** Where the keys of session tokens belong: to Mayfly, not to an account. */
export const systemAccount = "system";

/** The name under which an identity is found: IAM tells names of users, roles and policies apart regardless of case. */
export function identityName(kind: IdentityKind, name: string): string {
  return kind === "user" || kind === "role" || kind === "policy" ? name.toLowerCase() : name;
}

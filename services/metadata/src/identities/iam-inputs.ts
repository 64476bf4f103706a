import { parsePolicy, type PolicyKind } from "@mayfly/access-policy/parse-policy";
import { PolicyError } from "@mayfly/access-policy/policy-error";
import { PlatformError } from "@mayfly/errors/platform-error";
import { z } from "zod";

const name = (charactersMax: number): z.ZodString =>
  z
    .string("Member must not be null")
    .min(1, "Member must have length greater than or equal to 1")
    .max(charactersMax, `Member must have length less than or equal to ${charactersMax}`)
    .regex(/^[\w+=,.@-]+$/, "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
const integer = (min: number, max: number): z.ZodCoercedNumber =>
  z.coerce
    .number()
    .int("Member must be an integer")
    .min(min, `Member must have value greater than or equal to ${min}`)
    .max(max, `Member must have value less than or equal to ${max}`);

const tag = z.object({
  Key: z
    .string("Member must not be null")
    .min(1, "Member must have length greater than or equal to 1")
    .max(128, "Member must have length less than or equal to 128"),
  Value: z.string("Member must not be null").max(256, "Member must have length less than or equal to 256"),
});

/** Members of IAM's inputs; what has no default and is not optional is mandatory. */
export const iamInputs = {
  roleName: name(64),
  userName: name(64),
  policyName: name(128),
  accessKeyId: z.string("Member must not be null").regex(/^\w{16,128}$/, "Member must satisfy regular expression pattern: [\\w]+"),
  policyArn: z
    .string("Member must not be null")
    .min(20, "Member must have length greater than or equal to 20")
    .max(2048, "Member must have length less than or equal to 2048"),
  path: z
    .string()
    .max(512, "Member must have length less than or equal to 512")
    .regex(
      /^\/(?:[\w+=,.@-]+\/)*$/,
      "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
    )
    .default("/"),
  pathPrefix: z.string().max(512, "Member must have length less than or equal to 512").default("/"),
  description: z.string().max(1000, "Member must have length less than or equal to 1000").default(""),
  document: z
    .string("Member must not be null")
    .min(1, "Member must have length greater than or equal to 1")
    .max(131_072, "Member must have length less than or equal to 131072"),
  maxSessionDuration: integer(3600, 43_200),
  tags: z.array(tag).max(50, "Member must have length less than or equal to 50").default([]),
  tagKeys: z.array(z.string()).max(50, "Member must have length less than or equal to 50").default([]),
  versionId: z.string("Member must not be null").regex(/^v[1-9]\d*$/, "Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?"),
  flag: z.stringbool().default(false),
  /** Present only to be refused: Mayfly has no permissions boundaries. */
  noBoundary: z.undefined("Mayfly does not support permissions boundaries").optional(),
} as const;

/** Marker and MaxItems of every list. */
export const pageInput = { Marker: z.string().max(1024).optional(), MaxItems: integer(1, 1000).default(100) } as const;

/** Characters of policies that IAM takes, white space included: more than IAM counts, which leaves it out. */
const documentSizeMax = { identity: 10_240, trust: 8_192, managed: 12_288 } as const;

/** Refuses what is no policy of the kind. Throws MalformedPolicyDocument in the words of the parser. */
export function requirePolicy(document: string, kind: "identity" | "trust" | "managed"): void {
  const parsedAs: PolicyKind = kind === "managed" ? "identity" : kind;
  try {
    parsePolicy(document, { kind: parsedAs, sizeMax: documentSizeMax[kind] });
  } catch (error) {
    if (error instanceof PolicyError) throw new PlatformError("MalformedPolicyDocument", error.message);
    throw error;
  }
}

/** The tags with further ones. Throws LimitExceeded above 50, InvalidInput for a key twice. */
export function withTags(tags: Readonly<Record<string, string>>, added: readonly { readonly Key: string; readonly Value: string }[]): Record<string, string> {
  const keys = added.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw new PlatformError("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  const all = { ...tags, ...Object.fromEntries(added.map(({ Key, Value }) => [Key, Value])) };
  if (Object.keys(all).length > 50) throw new PlatformError("LimitExceeded", "Cannot exceed quota for TagsPerResource: 50");
  return all;
}

/** The tags without some. */
export function withoutTags(tags: Readonly<Record<string, string>>, removed: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)));
}

/** Tags as IAM lists them. */
export function listedTags(tags: Readonly<Record<string, string>>): readonly { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** A moment as IAM writes it. */
export function iamTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** A policy as IAM answers it: percent-encoded (RFC 3986). */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

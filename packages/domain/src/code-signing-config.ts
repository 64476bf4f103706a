import { z } from "zod";
import { versionedValue } from "./versioned-value.ts";

/** Names one code signing configuration. */
export interface CodeSigningConfigKey {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** `csc-` and 17 lower-case letters and digits. */
  readonly configId: string;
}

interface CodeSigningSettings {
  readonly description: string;
  /** ARNs of versions of signing profiles. */
  readonly publishers: readonly string[];
  /** What happens to code of others. */
  readonly policy: "Warn" | "Enforce";
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly lastModifiedAt: number;
}

/** All that metadata knows of a code signing configuration. */
export interface CodeSigningConfigRecord extends CodeSigningConfigKey, CodeSigningSettings {
  /** Counts the writes of this record, from 1. */
  readonly revision: number;
}

const storedConfig = versionedValue<CodeSigningSettings>({
  name: "code signing configuration",
  schema: 1,
  parser: z.object({
    description: z.string(),
    publishers: z.array(z.string()),
    policy: z.enum(["Warn", "Enforce"]),
    tags: z.record(z.string(), z.string()),
    lastModifiedAt: z.number(),
  }),
});

/** The configuration as JSON with its schema number; key and revision are kept beside it. */
export function encodeCodeSigningConfig({ description, publishers, policy, tags, lastModifiedAt }: CodeSigningSettings): string {
  return storedConfig.encode({ description, publishers, policy, tags, lastModifiedAt });
}

/** The configuration as it was stored. Throws PlatformError Service if a newer Mayfly wrote it. */
export function decodeCodeSigningConfig(text: string, place: CodeSigningConfigKey & { readonly revision: number }): CodeSigningConfigRecord {
  const { region, account, configId, revision } = place;
  return { ...storedConfig.decode(text), region, account, configId, revision };
}

/** `arn:aws:lambda:REGION:ACCOUNT:code-signing-config:ID`. */
export function codeSigningConfigArn({ region, account, configId }: CodeSigningConfigKey): string {
  return `arn:aws:lambda:${region}:${account}:code-signing-config:${configId}`;
}

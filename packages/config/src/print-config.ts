import type { z } from "zod";
import type { ConfigSchema } from "./config-schema.ts";
import { describe } from "./parse-config.ts";
import { isSecret } from "./secret.ts";
import { variableName } from "./variable-name.ts";

/** One setting, for the reference page and for `--help`. */
export interface SettingDescription {
  readonly variable: string;
  readonly meaning: string;
  readonly isSecret: boolean;
}

/** Every setting of a schema, sorted by variable. */
export function describeConfig(schema: ConfigSchema): readonly SettingDescription[] {
  return Object.entries(schema.shape)
    .map(([key, setting]) => ({ variable: variableName(key), meaning: describe(setting) ?? "", isSecret: isSecret(setting) }))
    .toSorted((a, b) => (a.variable < b.variable ? -1 : 1));
}

/**
 * The settings in force as lines `MAYFLY_NAME=value`, sorted, for `--print-config`. Secrets are replaced, and so are user
 * and password inside any URL, so that the text may go into an issue.
 */
export function formatConfig<Schema extends ConfigSchema>(schema: Schema, config: z.output<Schema>): string {
  const values = new Map<string, unknown>(Object.entries(config));
  const lines = Object.entries(schema.shape).flatMap(([key, setting]) => {
    const value = values.get(key);
    if (value === undefined) return [];
    return [`${variableName(key)}=${isSecret(setting) ? "(secret)" : redactUrls(formatValue(value))}`];
  });
  return `${lines.toSorted().join("\n")}\n`;
}

function formatValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function redactUrls(text: string): string {
  return text.replaceAll(/:\/\/[^/@\s]*@/g, "://(secret)@");
}

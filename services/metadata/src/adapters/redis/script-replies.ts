import { z } from "zod";

/** A script of `lua/`, by its name. */
export function scriptFile(name: string): URL {
  return new URL(`../../../lua/${name}.lua`, import.meta.url);
}

/** What scripts that write attachments, or end a function, version or alias, are loaded with. */
export const attachmentDefinitions = scriptFile("attachment-definitions");

/** What scripts that write or end packages are loaded with. */
export const codeUsageDefinitions = scriptFile("code-usage-definitions");

/** What the scripts of transitions reply. */
export const scriptReplies = {
  written: z.tuple([z.literal("written"), z.number().int()]).transform(([kind, sequence]) => ({ kind, sequence })),
  published: z
    .tuple([z.literal("published"), z.number().int(), z.number().int()])
    .transform(([kind, sequence, version]) => ({ kind, sequence, version: String(version) })),
  missing: z.tuple([z.literal("missing")]).transform(([kind]) => ({ kind })),
  changed: z.tuple([z.literal("changed")]).transform(([kind]) => ({ kind })),
  exists: z.tuple([z.literal("exists")]).transform(([kind]) => ({ kind })),
} as const;

/** Names and values, which Redis answers in turn. */
export function* pairs(flat: readonly string[]): Iterable<readonly [string, string]> {
  for (let index = 0; index + 1 < flat.length; index += 2) yield [flat[index] ?? "", flat[index + 1] ?? ""];
}

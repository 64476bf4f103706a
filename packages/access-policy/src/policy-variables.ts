import type { ContextKeys } from "./access-request.ts";
import type { PolicyVersion } from "./policy-document.ts";
import { literalMarks } from "./wildcard.ts";

const variable = /\$\{([^{}]*)\}/g;
const withDefault = /^([^,]+),\s*'([^']*)'$/;

/**
 * The pattern with `${key}` replaced by the request's value of that key (IAM User Guide, "Policy variables"); undefined if a key has no single value and
 * no default: such a pattern matches nothing. What a variable brings in has no wildcards. Policies before 2012-10-17 have no variables.
 */
export function expandVariables(pattern: string, context: ContextKeys, version: PolicyVersion): string | undefined {
  if (version !== "2012-10-17" || !pattern.includes("${")) return pattern;
  let complete = true;
  const expanded = pattern.replaceAll(variable, (_, inner: string) => {
    if (inner === "*" || inner === "?" || inner === "$") return literalMarks[inner];
    const value = valueOf(inner, context);
    complete &&= value !== undefined;
    return marked(value ?? "");
  });
  return complete ? expanded : undefined;
}

function valueOf(inner: string, context: ContextKeys): string | undefined {
  const [, key = inner, fallback] = withDefault.exec(inner) ?? [];
  const values = context.get(key.trim().toLowerCase());
  return values?.length === 1 ? values[0] : fallback;
}

function marked(value: string): string {
  return value.replace(/[*?$]/g, (character) => literalMarks[character as keyof typeof literalMarks]); // the expression finds these three only
}

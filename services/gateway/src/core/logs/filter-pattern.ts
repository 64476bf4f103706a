import { invalidPattern, parseJsonPattern, type MessageFilter } from "./json-pattern.ts";

/**
 * Reads a filter pattern (AWS: "Filter pattern syntax"): terms that must all be there, `"quoted phrases"`, `?terms` of which one
 * must be, `-terms` that must not; or a condition on JSON in braces. An empty pattern takes everything. Throws PlatformError for
 * the rest: conditions on space-delimited events in brackets, and regular expressions, which could hold up a gateway.
 */
export function parseFilterPattern(pattern: string): MessageFilter {
  const trimmed = pattern.trim();
  if (trimmed === "") return () => true;
  if (trimmed.startsWith("{")) return parseJsonPattern(trimmed);
  if (trimmed.startsWith("[")) throw invalidPattern("Mayfly has no patterns for space-delimited log events.");
  const terms = termsOf(trimmed);
  const wanted = terms.filter(({ kind }) => kind === "include").map(({ text }) => text);
  const unwanted = terms.filter(({ kind }) => kind === "exclude").map(({ text }) => text);
  // AWS: beside other terms, those with a question mark do not count.
  const anyOf = wanted.length > 0 || unwanted.length > 0 ? [] : terms.map(({ text }) => text);
  return (message) =>
    wanted.every((term) => message.includes(term)) &&
    !unwanted.some((term) => message.includes(term)) &&
    (anyOf.length === 0 || anyOf.some((term) => message.includes(term)));
}

interface Term {
  readonly kind: "include" | "exclude" | "any";
  readonly text: string;
}

/** A mark, then a quoted phrase (with `\"` for a quotation mark) or a word. */
const termPattern = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;

function termsOf(pattern: string): readonly Term[] {
  const terms: Term[] = [];
  termPattern.lastIndex = 0;
  while (termPattern.lastIndex < pattern.length) {
    const match = termPattern.exec(pattern);
    if (match === null) throw invalidPattern("a quotation mark is not closed.");
    const [, mark, phrase, word] = match;
    const text = phrase === undefined ? (word ?? "") : phrase.replace(/\\(.)/g, "$1");
    if (phrase === undefined && text.length > 1 && text.startsWith("%") && text.endsWith("%"))
      throw invalidPattern("Mayfly has no regular expressions in patterns.");
    terms.push({ kind: mark === "?" ? "any" : mark === "-" ? "exclude" : "include", text });
  }
  return terms;
}

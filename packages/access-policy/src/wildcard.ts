/**
 * True if `text` matches `pattern`, in which `*` stands for any characters and `?` for one. A policy variable's `${*}`, `${?}` and `${$}` have become
 * the characters of `literalMarks` before, so that they match themselves only. Takes time in the product of both lengths at worst.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let patternAt = 0;
  let textAt = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (textAt < text.length) {
    const wanted = pattern[patternAt];
    if (wanted === "*") {
      starAt = patternAt;
      resumeAt = textAt;
      patternAt += 1;
    } else if (wanted !== undefined && (wanted === "?" || unmarked(wanted) === text[textAt])) {
      patternAt += 1;
      textAt += 1;
    } else if (starAt >= 0) {
      patternAt = starAt + 1;
      resumeAt += 1;
      textAt = resumeAt;
    } else return false;
  }
  while (pattern[patternAt] === "*") patternAt += 1;
  return patternAt === pattern.length;
}

/** Characters of Unicode's private use that stand for a literal `*`, `?` and `$` in a pattern. */
export const literalMarks = { "*": "\uE000", "?": "\uE001", $: "\uE002" } as const;

function unmarked(character: string): string {
  switch (character) {
    case literalMarks["*"]:
      return "*";
    case literalMarks["?"]:
      return "?";
    case literalMarks.$:
      return "$";
    default:
      return character;
  }
}

/** The text itself, with the marks of literal characters turned back. */
export function withoutMarks(text: string): string {
  return text.replace(/[\uE000-\uE002]/g, unmarked);
}

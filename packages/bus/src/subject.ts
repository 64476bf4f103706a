const subjectForm = /^[^\s.*>]+(?:\.[^\s.*>]+)*$/;
const patternForm = /^(?:(?:\*|[^\s.*>]+)\.)*(?:\*|>|[^\s.*>]+)$/;

/** Throws TypeError unless `subject` can be published to: tokens apart by dots, no white space, no wildcards. */
export function assertSubject(subject: string): void {
  if (!subjectForm.test(subject)) throw new TypeError(`not a subject: ${JSON.stringify(subject)}`);
}

/** Throws TypeError unless `pattern` can be subscribed to: a subject in which tokens may be `*` and the last one `>`. */
export function assertPattern(pattern: string): void {
  if (!patternForm.test(pattern)) throw new TypeError(`not a subject pattern: ${JSON.stringify(pattern)}`);
}

/** True if a subject of these tokens matches the pattern's tokens by NATS's rules: `*` is one token, a last `>` one or more. */
export function matchesTokens(pattern: readonly string[], subject: readonly string[]): boolean {
  for (const [index, token] of pattern.entries()) {
    const given = subject[index];
    if (given === undefined) return false;
    if (token === ">") return true;
    if (token !== "*" && token !== given) return false;
  }
  return pattern.length === subject.length;
}

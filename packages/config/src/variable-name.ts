const prefix = "MAYFLY_";

/** The environment variable of a setting: `httpPort` is `MAYFLY_HTTP_PORT`, `s3Url` is `MAYFLY_S3_URL`. */
export function variableName(key: string): string {
  return prefix + key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** The variable that names a file which holds a secret. */
export function fileVariableName(key: string): string {
  return `${variableName(key)}_FILE`;
}

/** True if the variable is meant for Mayfly, right or wrong. */
export function isOurs(variable: string): boolean {
  return variable.startsWith(prefix);
}

/** The candidate that is fewest edits away from `name`; undefined if none is near enough to be what was meant. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates.map((candidate) => ({ candidate, distance: editDistance(name, candidate) })).toSorted((a, b) => a.distance - b.distance);
  const [nearest] = ranked;
  return nearest !== undefined && nearest.distance <= Math.max(3, Math.floor((name.length - prefix.length) / 2)) ? nearest.candidate : undefined;
}

/** Levenshtein distance, one row of the table at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [leftIndex, leftLetter] of Array.from(left).entries()) {
    const next = [leftIndex + 1];
    for (const [rightIndex, rightLetter] of Array.from(right).entries()) {
      const substituted = (row[rightIndex] ?? 0) + (leftLetter === rightLetter ? 0 : 1);
      next.push(Math.min(substituted, (row[rightIndex + 1] ?? 0) + 1, (next[rightIndex] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

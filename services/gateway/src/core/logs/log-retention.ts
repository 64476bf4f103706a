import { PlatformError } from "@mayfly/errors/platform-error";
import type { LogGroup } from "@mayfly/log-store/log-groups";
import type { LogStore } from "@mayfly/log-store/log-store";

const dayMs = 24 * 60 * 60_000;

/** What PutRetentionPolicy takes (AWS API reference). */
const allowedDays: readonly number[] = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Throws PlatformError in AWS's words unless a retention is of these days. */
export function requireAllowedDays(days: number): void {
  if (allowedDays.includes(days)) return;
  throw new PlatformError(
    "Validation",
    `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${allowedDays.join(", ")}]`,
  );
}

/** Events of a log group with a time before this have expired; 0 if none do. */
export function expiredBefore({ retentionInDays }: Pick<LogGroup, "retentionInDays">, now: number): number {
  return retentionInDays === undefined ? 0 : now - retentionInDays * dayMs;
}

/** Deletes what has expired in the log groups of a region: readers never see it, this frees its space. */
export async function sweepExpiredLogs(store: LogStore, region: string, now: number): Promise<void> {
  for await (const group of store.groups.list({ region })) {
    if (group.retentionInDays !== undefined) await store.purgeGroup(group, group.name, expiredBefore(group, now));
  }
}

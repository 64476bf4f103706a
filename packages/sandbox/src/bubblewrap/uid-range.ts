import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { UidRange } from "./helper-messages.ts";

const sandboxesMax = 4096;
/** Above every range that distributions hand out (subuids, systemd-nspawn up to 1,879,048,191) and below 2^31. */
const firstUid = 1_900_000_000;
const slots = 50_000;

/** Host uids for one driver, picked by its directory so that two drivers on one host share none in all likelihood. */
export function defaultUidRange(stateDirectory: string, uidMap = readFileSync("/proc/self/uid_map", "latin1")): UidRange {
  const mapped = Math.max(...parseUidMap(uidMap));
  const slot = createHash("sha256").update(stateDirectory).digest().readUInt32LE() % slots;
  const first = firstUid + slot * sandboxesMax;
  if (mapped > first + sandboxesMax) return { first, count: sandboxesMax };
  // In a container with few uids of its own: the upper half of them.
  const half = Math.floor(mapped / 2);
  return { first: half, count: Math.min(sandboxesMax, half) };
}

/** First uid past the end of each line's range. */
function parseUidMap(text: string): readonly number[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [inside = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
      return inside + count;
    });
}

import type { Change } from "@mayfly/contracts/generated/mayfly/functions/v1/Change";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import type { FeedEntry } from "../ports/change-feed.ts";
import { functionVersion } from "./function-version.ts";

/** An entry of the feed as watchers get it. */
export function feedChange(entry: FeedEntry): Change {
  if (entry.kind === "upserted") return recordChange(entry.record);
  const { region, account, functionName } = entry.key;
  return { sequence: entry.sequence, deleted: { region, account, function_name: functionName, version: "$LATEST" } };
}

/** A function as a snapshot has it, under the sequence of its last transition. */
export function recordChange(record: FunctionRecord): Change {
  return { sequence: record.sequence, upserted: functionVersion(record) };
}

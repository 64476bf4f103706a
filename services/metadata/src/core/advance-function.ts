import { latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import { isUnsettled, transition, type FunctionEvent } from "@mayfly/domain/function-state";
import type { UnplacedRecord } from "../ports/function-store.ts";

/**
 * The record after a step of its own life; undefined if its state does not allow it. The revision id of $LATEST
 * changes when it settles, and not on the steps that clients do not see; a version keeps its own (behaviours.md §6).
 */
export function advanceRecord(
  record: FunctionRecord,
  event: Exclude<FunctionEvent, { readonly name: "update" }>,
  newRevisionId: string,
): UnplacedRecord | undefined {
  const state = transition(record.state, event);
  if (state === undefined) return undefined;
  const { generation: _generation, sequence: _sequence, running, ...kept } = record;
  return {
    ...kept,
    state,
    revisionId: isUnsettled(state) || record.version !== latestVersion ? record.revisionId : newRevisionId,
    running: state.name === "update-failed" ? running : undefined,
  };
}

import type { ReportMappingResultRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ReportMappingResultRequest";
import type { ReportMappingResultResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ReportMappingResultResponse";
import type { MappingStore } from "../ports/mapping-store.ts";

/** Longer texts are cut: a result is a word and a sentence. */
const resultCharactersMax = 1_000;

/** FunctionFeed.ReportMappingResult. */
export async function reportMappingResult(
  mappings: MappingStore,
  { identity, result }: ReportMappingResultRequest__Output,
): Promise<ReportMappingResultResponse> {
  if (identity !== null) await mappings.putResult(identity, result.slice(0, resultCharactersMax));
  return {};
}

import type { ErrorCode } from "@mayfly/errors/catalogue";
import type { PackageLimits } from "./archive-error.ts";
import type { ArchiveSummary } from "./package-plan.ts";

/** A job for an extractor thread. `archive` is bytes or a path. */
export type ExtractorRequest =
  | { readonly job: "inspect"; readonly archive: Uint8Array; readonly limits: PackageLimits }
  | {
      readonly job: "extract";
      readonly archive: Uint8Array | string;
      readonly targetDirectory: string;
      readonly partialDirectory: string;
      readonly limits: PackageLimits;
    };

/** Its answer; a thread has one job at a time. */
export type ExtractorReply =
  | { readonly outcome: "done"; readonly summary: ArchiveSummary }
  | { readonly outcome: "failed"; readonly code: ErrorCode; readonly publicMessage: string; readonly reason: string };

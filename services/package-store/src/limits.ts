import { defaultPackageLimits } from "@mayfly/deployment-package/package-plan";
import type { PackageLimits } from "@mayfly/deployment-package/archive-error";
import type { ArchiveSlotLimits } from "./core/archive-slots.ts";

/** Every bound of the package store. Memory peaks at `slots.slots` times (zipped bytes + one copy on its way to S3). */
export interface PackageStoreLimits {
  readonly package: PackageLimits;
  readonly slots: ArchiveSlotLimits;
  /** From a slot to the last byte of an upload. */
  readonly uploadMsMax: number;
  /** Inspection of one archive, waiting for the thread included. */
  readonly inspectMsMax: number;
  /** Packages whose description is remembered. */
  readonly describedMax: number;
}

/** Bounds that suit a machine of 2 cores and 2 GB. */
export const defaultPackageStoreLimits: PackageStoreLimits = {
  package: defaultPackageLimits,
  slots: { slots: 4, waitingMax: 64, waitMsMax: 30_000 },
  uploadMsMax: 120_000,
  inspectMsMax: 60_000,
  describedMax: 10_000,
};

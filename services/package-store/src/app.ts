import type { BlobStore } from "@mayfly/blob-store/blob-store";
import type { ObjectSource } from "@mayfly/blob-store/object-source";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import type { packagesService } from "@mayfly/contracts/services";
import { createExtractor } from "@mayfly/deployment-package/extractor";
import { type Clock, systemClock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import { noTracing, type Tracing } from "@mayfly/telemetry/tracing";
import { createPackagesHandlers } from "./api/packages-handlers.ts";
import { tracedPackagesHandlers } from "./api/traced-packages-handlers.ts";
import { createUploadObserver } from "./api/upload-observer.ts";
import { ArchiveSlots } from "./core/archive-slots.ts";
import { defaultPackageStoreLimits, type PackageStoreLimits } from "./limits.ts";

/** What a package store is made from. The blob store stays the caller's, who disposes it after the app. */
export interface PackageStoreDependencies {
  readonly blobs: BlobStore;
  /** Where S3Bucket and S3Key of requests are looked up; without one such requests are refused. */
  readonly codeSource?: ObjectSource | undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Records nothing by default. */
  readonly tracing?: Tracing;
  readonly clock?: Clock;
  readonly limits?: PackageStoreLimits;
}

/** The package store as a value: serve its handlers over gRPC or in one process. Disposal ends its thread. */
export interface PackageStoreApp extends AsyncDisposable {
  readonly handlers: ServiceHandlers<typeof packagesService>;
  /** Resolves if packages can be stored, else fails with a sentence that says what to mend. */
  check(): Promise<void>;
}

/** Creates the package store. Fails if the blob store cannot be written. */
export async function createPackageStoreApp(dependencies: PackageStoreDependencies): Promise<PackageStoreApp> {
  const { blobs, codeSource, logger, metrics, tracing = noTracing, clock = systemClock, limits = defaultPackageStoreLimits } = dependencies;
  await blobs.check();
  const extractor = createExtractor({ threads: 1, deadlineMs: limits.inspectMsMax, limits: limits.package, clock });
  const slots = new ArchiveSlots(limits.slots, clock);
  metrics.gauge({ name: "mayfly_package_archives_in_memory", help: "Archives held in memory.", read: () => slots.taken });
  const observer = createUploadObserver(logger, metrics, clock);
  return {
    handlers: tracedPackagesHandlers(createPackagesHandlers({ blobs, codeSource, extractor, slots, observer, clock, limits }), tracing),
    check: () => blobs.check(),
    [Symbol.asyncDispose]: () => extractor[Symbol.asyncDispose](),
  };
}

import type { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";

/** Tells operators what becomes of uploads. */
export interface UploadObserver {
  stored(bytes: number): void;
  failed(error: PlatformError): void;
  /** Times an inspection. */
  inspection<T>(inspect: () => Promise<T>): Promise<T>;
}

/** Counts uploads and logs those that fail; a refused archive's reason is in the log only. */
export function createUploadObserver(logger: Logger, metrics: Metrics, clock: Clock): UploadObserver {
  const uploads = metrics.counter({ name: "mayfly_package_uploads_total", help: "Uploads by outcome.", labels: ["outcome"] });
  const storedBytes = metrics.counter({ name: "mayfly_package_stored_bytes_total", help: "Bytes of archives stored, as uploaded." });
  const inspectionSeconds = metrics.histogram({
    name: "mayfly_package_inspection_seconds",
    help: "Time to prove that an archive can be unpacked, waiting for the thread included.",
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  });
  return {
    stored(bytes) {
      uploads.add({ outcome: "stored" });
      storedBytes.add(undefined, bytes);
    },
    failed(error) {
      const refused = error.definition.httpStatus < 500;
      uploads.add({ outcome: refused ? "refused" : "failed" });
      if (refused) logger.info("package refused", { error });
      else logger.error("package upload failed", { error });
    },
    async inspection(inspect) {
      const startMs = clock.monotonicMs();
      try {
        return await inspect();
      } finally {
        inspectionSeconds.observe((clock.monotonicMs() - startMs) / 1000);
      }
    },
  };
}

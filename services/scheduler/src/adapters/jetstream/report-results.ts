import type { functionFeedService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import type { EventSourceMappingKey } from "@mayfly/domain/event-source-mapping";

const reportMsMax = 2_000;

/** Keeps results of event source mappings with metadata. Fails with ServiceUnavailable while metadata is away. */
export function reportResults(feed: ServiceClient<typeof functionFeedService>): (key: EventSourceMappingKey, result: string) => Promise<unknown> {
  return (identity, result) => feed.ReportMappingResult({ identity, result }, { timeoutMs: reportMsMax });
}

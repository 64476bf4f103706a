import type { EventSourceMapping__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/EventSourceMapping";
import { decodeMapping, type EventSourceMappingRecord } from "@mayfly/domain/event-source-mapping";

/** Event source mappings as the feed tells them, by UUID. */
export class MappingTable {
  readonly #records = new Map<string, EventSourceMappingRecord>();

  put({ identity, record }: EventSourceMapping__Output, sequence: number): void {
    if (identity !== null) this.#records.set(identity.uuid, decodeMapping(record, { ...identity, sequence }));
  }

  delete(uuid: string): void {
    this.#records.delete(uuid);
  }

  list(): readonly EventSourceMappingRecord[] {
    return [...this.#records.values()];
  }
}

import type { EventSourceMappingKey } from "@mayfly/domain/event-source-mapping";
import { isMappingUnsettled, transitionMapping } from "@mayfly/domain/event-source-mapping-state";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { mappingClaim } from "../core/event-source-mapping.ts";
import type { MappingStore } from "../ports/mapping-store.ts";
import type { RegionGates } from "./region-gates.ts";
import { SettlingTasks } from "./settling-tasks.ts";

/** What the settler needs. */
export interface MappingSettlerOptions {
  readonly mappings: MappingStore;
  readonly gates: RegionGates;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells mappings apart. */
export function mappingId({ region, account, uuid }: EventSourceMappingKey): string {
  return `${region}/${account}/${uuid}`;
}

/** Brings event source mappings from Creating to Enabled, from Deleting to their end, and so on: once every gateway and scheduler knows of the change. */
export class MappingSettler implements AsyncDisposable {
  readonly #options: MappingSettlerOptions;
  readonly #tasks: SettlingTasks<EventSourceMappingKey>;

  constructor(options: MappingSettlerOptions) {
    this.#options = options;
    this.#tasks = new SettlingTasks({
      clock: options.clock,
      logger: options.logger,
      idOf: mappingId,
      step: (key, signal) => this.#step(key, signal),
      describeFailure: ({ uuid }) => ["event source mapping cannot be settled", { uuid }],
    });
  }

  isUnderWay(key: EventSourceMappingKey): boolean {
    return this.#tasks.isUnderWay(key);
  }

  /** Looks after the mapping from now on until it is settled. To be called after every change. */
  settle(key: EventSourceMappingKey): void {
    this.#tasks.settle(key);
  }

  /** One look and one step; false if there is nothing more to do. */
  async #step(key: EventSourceMappingKey, signal: AbortSignal): Promise<boolean> {
    const { mappings, gates, clock } = this.#options;
    const found = await mappings.find(key);
    if (found === undefined || !isMappingUnsettled(found.state)) return false;
    const gate = await gates.of(key.region);
    await gate.waitFor(found.sequence, signal);
    const state = signal.aborted ? undefined : transitionMapping(found.state, { name: "acknowledged" });
    if (state === undefined) return true;
    const { sequence, ...record } = found;
    if (state.name === "gone") await mappings.remove(key, sequence);
    else await mappings.update({ record: { ...record, state, lastModifiedAt: clock.now() }, claim: mappingClaim(record.settings) }, sequence);
    return true;
  }

  /** Lets go of everything; what is unfinished stays so in the store, for the next process. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tasks[Symbol.asyncDispose]();
  }
}

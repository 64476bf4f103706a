import type { LayerKey } from "@mayfly/domain/layer-name";
import type { LayerVersionRecord, NewLayerVersion } from "@mayfly/domain/layer-record";

/** Where layers are kept. Everything may fail with PlatformError ServiceUnavailable; a write that failed so may or may not have happened. */
export interface LayerStore {
  /** Gives the version the next number of its layer, durable when it resolves. */
  publish(version: NewLayerVersion): Promise<LayerVersionRecord>;
  /** Undefined if there is none. */
  find(key: LayerKey, version: number): Promise<LayerVersionRecord | undefined>;
  /** Does nothing if there is none. */
  delete(key: LayerKey, version: number): Promise<void>;
  /** Versions below a number (undefined: all), the latest first, at most `itemsMax`. */
  listVersions(key: LayerKey, range: { readonly below: number | undefined; readonly itemsMax: number }): Promise<readonly LayerVersionRecord[]>;
  /** Names of an account's layers after one (undefined: from the first) in order, at most `itemsMax`. */
  listNames(owner: Omit<LayerKey, "layerName">, range: { readonly after: string | undefined; readonly itemsMax: number }): Promise<readonly string[]>;
}

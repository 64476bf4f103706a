import type { ResourcePolicy } from "@mayfly/domain/attachments/resource-policy";
import type { LayerKey } from "@mayfly/domain/layer-name";
import type { LayerVersionRecord, NewLayerVersion } from "@mayfly/domain/layer-record";

/** What became of a conditional write of a policy. */
export type LayerPolicyOutcome = "written" | "missing" | "changed";

/** Where layers are kept. Everything may fail with PlatformError ServiceUnavailable; a write that failed so may or may not have happened. */
export interface LayerStore {
  /** Gives the version the next number of its layer, durable when it resolves. */
  publish(version: NewLayerVersion): Promise<LayerVersionRecord>;
  /** Undefined if there is none. */
  find(key: LayerKey, version: number): Promise<LayerVersionRecord | undefined>;
  /** The policy of a version; undefined if it has none. */
  findPolicy(key: LayerKey, version: number): Promise<ResourcePolicy | undefined>;
  /** Gives a version a policy (undefined: none) if the one that it has still is of the revision of `expected`. `missing`: there is no such version. */
  putPolicy(
    version: { readonly key: LayerKey; readonly version: number },
    policy: ResourcePolicy | undefined,
    expected: ResourcePolicy | undefined,
  ): Promise<LayerPolicyOutcome>;
  /** Deletes the version and its policy. Does nothing if there is none. */
  delete(key: LayerKey, version: number): Promise<void>;
  /** Versions below a number (undefined: all), the latest first, at most `itemsMax`. */
  listVersions(key: LayerKey, range: { readonly below: number | undefined; readonly itemsMax: number }): Promise<readonly LayerVersionRecord[]>;
  /** Names of an account's layers after one (undefined: from the first) in order, at most `itemsMax`. */
  listNames(owner: Omit<LayerKey, "layerName">, range: { readonly after: string | undefined; readonly itemsMax: number }): Promise<readonly string[]>;
}

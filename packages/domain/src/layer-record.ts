import type { StoredCode } from "./function-record.ts";
import type { LayerKey } from "./layer-name.ts";

/** A layer version that has no number yet. */
export interface NewLayerVersion extends LayerKey {
  readonly content: StoredCode;
  readonly description: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly compatibleRuntimes: readonly string[];
  readonly compatibleArchitectures: readonly string[];
  /** Undefined if none was given. */
  readonly license?: string | undefined;
}

/** All that metadata knows of one version of a layer; it never changes. */
export interface LayerVersionRecord extends NewLayerVersion {
  /** From 1; never used again, also not after deletion. */
  readonly version: number;
}

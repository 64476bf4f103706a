import type { FunctionKey } from "./function-record.ts";
import { versionedValue, type VersionedValue, type VersionedValueOptions } from "./versioned-value.ts";

/** Where an attachment hangs: at a function as a whole, or at its $LATEST, one of its versions or aliases. */
export interface AttachmentKey extends FunctionKey {
  /** $LATEST, a version number, an alias, or empty for the function as a whole. */
  readonly qualifier: string;
}

/**
 * One kind of settings that belong to a function or a qualifier of it but are not part of its code and configuration,
 * like its reserved concurrency. They go with the function, version or alias that they hang at.
 */
export interface AttachmentKind<Value> extends VersionedValue<Value> {
  /** Lower-case letters and hyphens; part of stored keys. */
  readonly name: string;
}

/** An attachment as it was last written. */
export interface Attachment<Value> {
  readonly key: AttachmentKey;
  readonly value: Value;
  /** Position in the change feed of the transition that wrote it. */
  readonly sequence: number;
}

/** Defines a kind of attachment. */
export function attachmentKind<Value extends object>(options: VersionedValueOptions<Value>): AttachmentKind<Value> {
  return { name: options.name, ...versionedValue(options) };
}

import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { FunctionVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionVersion";
import type { AttachmentKey, AttachmentKind } from "@mayfly/domain/attachment";
import type { EventSourceMappingRecord } from "@mayfly/domain/event-source-mapping";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";

/** Told after the directory has changed: the version as it is now, or undefined if it is gone. */
export type FunctionChangeListener = (identity: FunctionIdentity, version: FunctionVersion__Output | undefined) => void;

/** Told after settings have changed or gone: which kind of them, and where they hang. */
export type AttachmentChangeListener = (kind: string, key: AttachmentKey) => void;

/** What a gateway or the scheduler knows of every function version, alias and attachment, kept fresh by metadata's change feed; reads never wait. */
export interface FunctionDirectory {
  /** Resolves when everything that existed at the start is known. */
  readonly caughtUp: Promise<void>;
  find(identity: FunctionIdentity): FunctionVersion__Output | undefined;
  /** The alias that is named where an identity has its version. */
  findAlias(named: FunctionIdentity): AliasRouting__Output | undefined;
  /** Settings beside the versions. */
  readonly attachments: AttachmentDirectory;
  /** Calls `listener` after each change of a version until the returned value is disposed. */
  onChange(listener: FunctionChangeListener): Disposable;
}

/** The event source mappings; reads never wait. */
export interface MappingDirectory {
  /** Every mapping that is known, in whatever state. */
  list(): readonly EventSourceMappingRecord[];
  /** Calls `listener` after mappings have changed or gone, until the returned value is disposed. */
  onChange(listener: () => void): Disposable;
}

/** The settings that hang at functions and their qualifiers; reads never wait. */
export interface AttachmentDirectory {
  /** Undefined if there are none of this kind. Parsed once, when first asked for. */
  find<Value extends object>(kind: AttachmentKind<Value>, key: AttachmentKey): Value | undefined;
  /** All of one kind. */
  list<Value extends object>(kind: AttachmentKind<Value>): readonly { readonly key: AttachmentKey; readonly value: Value }[];
  /** Calls `listener` after settings of any kind have changed or gone, until the returned value is disposed. */
  onChange(listener: AttachmentChangeListener): Disposable;
}

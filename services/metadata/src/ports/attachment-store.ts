import type { Attachment, AttachmentKey, AttachmentKind } from "@mayfly/domain/attachment";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { WriteOutcome } from "./function-store.ts";

/** What an attachment was to hang at does not exist. */
export interface QualifierMissing {
  readonly kind: "qualifier-missing";
}

/**
 * Where attachments are kept. Writes are transitions of the change feed. An attachment never outlives what it hangs at.
 * Everything may fail with PlatformError ServiceUnavailable.
 */
export interface AttachmentStore {
  /** Undefined if there is none. */
  find<Value>(kind: AttachmentKind<Value>, key: AttachmentKey): Promise<Attachment<Value> | undefined>;
  /** All of one kind that a function and its qualifiers have, by qualifier. */
  list<Value>(kind: AttachmentKind<Value>, key: FunctionKey): Promise<readonly Attachment<Value>[]>;
  /** Writes it if its sequence still is `expectedSequence` (0: there is none yet); without one in any case. `missing`: there is no such function. */
  put<Value>(
    kind: AttachmentKind<Value>,
    attachment: { readonly key: AttachmentKey; readonly value: Value },
    expectedSequence?: number,
  ): Promise<WriteOutcome | QualifierMissing>;
  /** All of one kind in an account. */
  listAccount<Value>(kind: AttachmentKind<Value>, owner: Omit<FunctionKey, "functionName">): Promise<readonly Attachment<Value>[]>;
  /** A number that changes with every `putTallied` of the account: for decisions that depend on what others have. */
  tally(owner: Omit<FunctionKey, "functionName">): Promise<number>;
  /** Writes it in any case, if the account's tally is still as it was read before the decision. */
  putTallied<Value>(
    kind: AttachmentKind<Value>,
    attachment: { readonly key: AttachmentKey; readonly value: Value },
    expectedTally: number,
  ): Promise<WriteOutcome | QualifierMissing>;
  /** Deletes it if its sequence still is `expectedSequence`; without one in any case. */
  delete<Value>(kind: AttachmentKind<Value>, key: AttachmentKey, expectedSequence?: number): Promise<WriteOutcome>;
}

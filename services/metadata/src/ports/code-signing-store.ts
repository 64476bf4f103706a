import type { CodeSigningConfigKey, CodeSigningConfigRecord } from "@mayfly/domain/code-signing-config";
import type { FunctionKey } from "@mayfly/domain/function-record";

/** A record before the store has counted the write. */
export type UnplacedCodeSigningConfig = Omit<CodeSigningConfigRecord, "revision">;

/** What became of a conditional write: `changed` if the record, or what the decision depended on, is no longer as the caller read it. */
export type CodeSigningWrite = "written" | "missing" | "changed";

/**
 * Where code signing configurations are kept. Which functions have one is an attachment of theirs.
 * Everything may fail with PlatformError ServiceUnavailable.
 */
export interface CodeSigningStore {
  /** Undefined if there is none. */
  find(key: CodeSigningConfigKey): Promise<CodeSigningConfigRecord | undefined>;
  /** Writes it if its revision still is `expectedRevision`; 0: a new one. */
  put(record: UnplacedCodeSigningConfig, expectedRevision: number): Promise<CodeSigningWrite>;
  /** Deletes it if the account's tally of attachments still is as it was read before: no function has got it meanwhile, and none will. */
  delete(key: CodeSigningConfigKey, expectedTally: number): Promise<CodeSigningWrite>;
  /** Configurations of an account after an id (undefined: from the first) in order, at most `itemsMax`. */
  list(
    owner: Omit<FunctionKey, "functionName">,
    range: { readonly after: string | undefined; readonly itemsMax: number },
  ): Promise<readonly CodeSigningConfigRecord[]>;
}

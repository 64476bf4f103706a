import type { AliasKey, AliasRecord } from "@mayfly/domain/alias-record";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { ListRange, WriteOutcome } from "./function-store.ts";

/** An alias before the store has given it its place in the change feed. */
export type UnplacedAlias = Omit<AliasRecord, "sequence">;

/** One of the versions that the alias is to run does not exist, or no longer. */
export interface VersionMissing {
  readonly kind: "version-missing";
}

/** What became of the creation of an alias. */
export type CreateAliasOutcome = { readonly kind: "written"; readonly sequence: number } | { readonly kind: "exists" } | VersionMissing;

/**
 * Where aliases are kept. Writes are transitions of the change feed as those of FunctionStore are, and see to it that no
 * alias runs a version that does not exist. Everything may fail with PlatformError ServiceUnavailable.
 */
export interface AliasStore {
  /** Undefined if there is none. */
  find(key: AliasKey): Promise<AliasRecord | undefined>;
  /** Aliases of one function by name, and where to go on; undefined at the end. */
  list(key: FunctionKey, range: ListRange): Promise<{ readonly aliases: readonly AliasRecord[]; readonly resumeAfter: string | undefined }>;
  create(alias: UnplacedAlias): Promise<CreateAliasOutcome>;
  /** Writes the alias if its sequence still is `expectedSequence`. */
  update(alias: UnplacedAlias, expectedSequence: number): Promise<WriteOutcome | VersionMissing>;
  delete(key: AliasKey): Promise<Exclude<WriteOutcome, { readonly kind: "changed" }>>;
}

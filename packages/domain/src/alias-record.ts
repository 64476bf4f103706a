import type { FunctionKey } from "./function-record.ts";

/** Names one alias of a function. */
export interface AliasKey extends FunctionKey {
  readonly aliasName: string;
}

/** All that metadata knows of an alias. */
export interface AliasRecord extends AliasKey {
  /** $LATEST or a number; it runs what the additional versions have no share of. */
  readonly functionVersion: string;
  /** Version number to share, 0 to 1; at most one (behaviours.md §6). */
  readonly additionalWeights: Readonly<Record<string, number>>;
  readonly description: string;
  /** Lower-case UUID; changes on every change of the alias. */
  readonly revisionId: string;
  /** Position in the change feed of the transition that wrote this record; no other write has it. */
  readonly sequence: number;
}

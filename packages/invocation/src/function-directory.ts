import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { FunctionVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionVersion";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";

/** Told after the directory has changed: the version as it is now, or undefined if it is gone. */
export type FunctionChangeListener = (identity: FunctionIdentity, version: FunctionVersion__Output | undefined) => void;

/** What a gateway or the scheduler knows of every function version and alias, kept fresh by metadata's change feed; reads never wait. */
export interface FunctionDirectory {
  /** Resolves when everything that existed at the start is known. */
  readonly caughtUp: Promise<void>;
  find(identity: FunctionIdentity): FunctionVersion__Output | undefined;
  /** The alias that is named where an identity has its version. */
  findAlias(named: FunctionIdentity): AliasRouting__Output | undefined;
  /** Calls `listener` after each change until the returned value is disposed. */
  onChange(listener: FunctionChangeListener): Disposable;
}

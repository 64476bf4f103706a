import { latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";
import { functionNotFound } from "../core/function-errors.ts";
import { isVersion, type FunctionReference } from "../core/function-reference.ts";
import type { OperationContext } from "./operation-context.ts";

/** What a reference means: $LATEST, a version, or the version of an alias. Throws 404 with the qualifier that was asked for, if any (behaviours.md §5). */
export async function findVersion(context: OperationContext, { key, qualifier }: FunctionReference): Promise<FunctionRecord> {
  const version = await resolveVersion(context, key, qualifier);
  const record = version === undefined ? undefined : await context.store.find({ ...key, version });
  if (record === undefined) throw functionNotFound(key, qualifier);
  return record;
}

/** $LATEST of a function. Throws 404 if there is no such function. */
export async function findLatest(context: OperationContext, key: FunctionKey): Promise<FunctionRecord> {
  return await findVersion(context, { key, qualifier: undefined });
}

async function resolveVersion(context: OperationContext, key: FunctionKey, qualifier = latestVersion): Promise<string | undefined> {
  if (isVersion(qualifier)) return qualifier;
  return (await context.aliases.find({ ...key, aliasName: qualifier }))?.functionVersion;
}

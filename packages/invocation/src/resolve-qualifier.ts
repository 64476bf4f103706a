import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import { latestVersion, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionDirectory } from "./function-directory.ts";

/**
 * The version that one invocation of `named` runs, whose version may be an alias: by the alias's weights if it has some,
 * anew at each call. What the directory does not know stays as it is. `random` answers from 0 to below 1.
 */
export function resolveQualifier(directory: Pick<FunctionDirectory, "findAlias">, named: FunctionIdentity, random: () => number): FunctionIdentity {
  if (named.version === latestVersion) return named;
  const alias = directory.findAlias(named);
  if (alias === undefined) return named;
  return { region: named.region, account: named.account, functionName: named.functionName, version: chooseVersion(alias, random) };
}

/** The additional versions have their shares; the alias's own version has the rest. */
function chooseVersion(alias: AliasRouting__Output, random: () => number): string {
  const weights = alias.additional_version_weights;
  let point: number | undefined;
  for (const version in weights) {
    point ??= random();
    const weight = weights[version] ?? 0;
    if (point < weight) return version;
    point -= weight;
  }
  return alias.function_version;
}

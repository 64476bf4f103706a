import type { FunctionIdentity } from "@mayfly/domain/function-identity";

/** The inverse of identityKey: no part of an identity contains a slash. */
export function versionIdentity(key: string): FunctionIdentity {
  const [region = "", account = "", functionName = "", version = ""] = key.split("/");
  return { region, account, functionName, version };
}

/** The part of an identityKey that all versions of a function have in common. */
export function functionKeyOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/"));
}

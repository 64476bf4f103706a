import type { AttachmentKey } from "@mayfly/domain/attachment";
import { provisionedConcurrency } from "@mayfly/domain/attachments/provisioned-concurrency";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { ProvisionedVersion } from "./core/provisioning.ts";

/** Which versions a provisioning means now, each with its share: of an alias with weights, the second version gets its own. */
export function sharesOf(
  directory: FunctionDirectory,
  { qualifier, ...key }: AttachmentKey,
  executions: number,
): readonly (readonly [FunctionIdentity, number])[] {
  const named = { ...key, version: qualifier };
  const alias = directory.findAlias(named);
  if (alias === undefined) return [[named, executions]];
  const additional = Object.entries(alias.additional_version_weights).map(
    ([version, weight]) => [{ ...key, version }, Math.round(executions * weight)] as const,
  );
  const rest = executions - additional.reduce((sum, [, share]) => sum + share, 0);
  return [[{ ...key, version: alias.function_version }, rest] as const, ...additional].filter(([, share]) => share > 0);
}

/** Every version that is provisioned now, by itself or by aliases. */
export function provisionedVersions(directory: FunctionDirectory): readonly ProvisionedVersion[] {
  const versions = new Map<string, ProvisionedVersion>();
  for (const { key, value } of directory.attachments.list(provisionedConcurrency)) {
    for (const [identity, share] of sharesOf(directory, key, value.executions)) {
      const known = versions.get(identityKey(identity));
      const revision = `${known?.revision ?? ""}/${key.qualifier}@${value.lastModifiedAt}`;
      versions.set(identityKey(identity), { identity, executions: (known?.executions ?? 0) + share, revision });
    }
  }
  return [...versions.values()];
}

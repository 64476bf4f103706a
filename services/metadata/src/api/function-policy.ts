import type { AttachmentKey } from "@mayfly/domain/attachment";
import { resourcePolicyKind, type ResourcePolicy } from "@mayfly/domain/attachments/resource-policy";
import { aliasNotReadable } from "../core/alias.ts";
import { functionNotFound } from "../core/function-errors.ts";
import { isVersion, type FunctionReference } from "../core/function-reference.ts";
import { policyNotFound } from "../core/resource-policy.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest, findVersion } from "./find-version.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** One call on the policy of one function, version or alias. */
export interface PolicyCall {
  readonly context: OperationContext;
  readonly scope: CallScope;
  readonly reference: FunctionReference;
}

/** The policy of a function, version or alias; undefined if it has none. */
export async function findPolicy(context: OperationContext, reference: FunctionReference): Promise<ResourcePolicy | undefined> {
  return (await context.attachments.find(resourcePolicyKind, policyKey(reference)))?.value;
}

/** Throws 404 in the words of the policies' operations if there is no such function, version or alias (behaviours.md §5). */
export async function requirePolicyHolder(context: OperationContext, reference: FunctionReference): Promise<void> {
  const { key, qualifier } = reference;
  await findLatest(context, key);
  if (qualifier === undefined) return;
  if (isVersion(qualifier) || qualifier.startsWith("$")) await findVersion(context, reference);
  else if ((await context.aliases.find({ ...key, aliasName: qualifier })) === undefined) throw aliasNotReadable({ ...key, aliasName: qualifier });
}

/**
 * Gives a function, version or alias the policy that `decide` makes of the one it has, under a new revision; none if that is undefined.
 * `decide` may run again, and may throw. Every live gateway knows the outcome when this resolves.
 */
export async function changePolicy(
  { context, scope, reference }: PolicyCall,
  decide: (policy: ResourcePolicy | undefined) => string | undefined,
): Promise<ResourcePolicy | undefined> {
  const { key, qualifier } = reference;
  const at = policyKey(reference);
  const { policy, sequence } = await retryWrite(async () => {
    const current = await context.attachments.find(resourcePolicyKind, at);
    const document = decide(current?.value);
    const next = document === undefined ? undefined : { document, revisionId: context.newRevisionId() };
    const expected = current?.sequence ?? 0;
    const outcome =
      next === undefined
        ? await context.attachments.delete(resourcePolicyKind, at, expected)
        : await context.attachments.put(resourcePolicyKind, { key: at, value: next }, expected);
    switch (outcome.kind) {
      case "written":
        return { policy: next, sequence: outcome.sequence };
      case "changed":
        return undefined;
      case "missing":
        throw next === undefined ? policyNotFound() : functionNotFound(key);
      case "qualifier-missing":
        throw functionNotFound(key, qualifier);
      default:
        return outcome satisfies never;
    }
  });
  await context.known(scope.region, sequence);
  context.logger.info("resource policy changed", {
    functionName: key.functionName,
    qualifier: at.qualifier,
    account: scope.account,
    principal: scope.principal,
    requestId: scope.requestId,
  });
  return policy;
}

function policyKey({ key, qualifier }: FunctionReference): AttachmentKey {
  return { ...key, qualifier: qualifier ?? "" };
}

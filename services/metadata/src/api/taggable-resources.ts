import { functionNotFound } from "../core/function-errors.ts";
import { latestVersion } from "@mayfly/domain/function-identity";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { TaggableKind, TaggableResource, Tags } from "../core/taggable-resource.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest } from "./find-version.ts";
import type { OperationContext } from "./operation-context.ts";
import { codeSigningConfigTags, eventSourceMappingTags } from "./resource-tags.ts";
import { retryWrite } from "./retry-write.ts";

/** One call of a tag operation on one resource. */
export interface TagCall {
  readonly context: OperationContext;
  readonly scope: CallScope;
  readonly resource: TaggableResource;
}

/** How the tags of one kind of resources are read and written; both throw the kind's own 404 if there is no such resource. */
export interface Taggable {
  find(call: TagCall): Promise<Tags>;
  /** Replaces the tags by what `decide` makes of them. `decide` may run again, and may throw. */
  change(call: TagCall, decide: (tags: Tags) => Tags): Promise<void>;
}

/** Every kind of resources that has tags in this Mayfly. A new kind is one entry here. */
const taggables: { readonly [Kind in TaggableKind]?: Taggable } = {
  function: {
    async find({ context, scope, resource }) {
      return (await findLatest(context, { ...scope, functionName: resource.id })).tags;
    },
    change: changeFunctionTags,
  },
  "code-signing-config": codeSigningConfigTags,
  "event-source-mapping": eventSourceMappingTags,
};

/** How the tags of a resource are kept. Throws 404 for kinds that Mayfly has no resources of. */
export function taggableOf({ kind }: TaggableResource): Taggable {
  const taggable = taggables[kind];
  if (taggable === undefined) throw new PlatformError("ResourceNotFound", "The resource you requested does not exist.");
  return taggable;
}

/** Tags are no part of what runs: the generation stays, and with it every execution environment. */
async function changeFunctionTags({ context, scope, resource }: TagCall, decide: (tags: Tags) => Tags): Promise<void> {
  const key = { region: scope.region, account: scope.account, functionName: resource.id };
  await retryWrite(async () => {
    const { generation: _generation, sequence, ...record } = await findLatest(context, key);
    const next = { ...record, tags: decide(record.tags), revisionId: context.newRevisionId() };
    const outcome = await context.store.advance(next, sequence);
    if (outcome.kind === "missing") throw functionNotFound(key);
    return outcome.kind === "changed" ? undefined : outcome;
  });
  context.logger.info("tags changed", {
    functionName: key.functionName,
    version: latestVersion,
    account: scope.account,
    principal: scope.principal,
    requestId: scope.requestId,
  });
}

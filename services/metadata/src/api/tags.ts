import type { ListTagsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListTagsRequest";
import type { ListTagsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListTagsResponse";
import type { TagResourceRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/TagResourceRequest";
import type { TagResourceResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/TagResourceResponse";
import type { UntagResourceRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UntagResourceRequest";
import type { UntagResourceResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/UntagResourceResponse";
import { mergeTags, removeTags, resolveTaggable } from "../core/taggable-resource.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";
import { taggableOf } from "./taggable-resources.ts";

/** TagResource: keeps the tags of other keys. */
export async function tagResource(context: OperationContext, scope: CallScope, request: TagResourceRequest__Output): Promise<TagResourceResponse> {
  const resource = resolveTaggable(request.resource, scope);
  await taggableOf(resource).change({ context, scope, resource }, (tags) => mergeTags(tags, request.tags));
  return {};
}

/** UntagResource: keys that the resource does not have are no error. */
export async function untagResource(context: OperationContext, scope: CallScope, request: UntagResourceRequest__Output): Promise<UntagResourceResponse> {
  const resource = resolveTaggable(request.resource, scope);
  await taggableOf(resource).change({ context, scope, resource }, (tags) => removeTags(tags, request.tag_keys));
  return {};
}

/** ListTags. */
export async function listTags(context: OperationContext, scope: CallScope, request: ListTagsRequest__Output): Promise<ListTagsResponse> {
  const resource = resolveTaggable(request.resource, scope);
  return { tags: { ...(await taggableOf(resource).find({ context, scope, resource })) } };
}

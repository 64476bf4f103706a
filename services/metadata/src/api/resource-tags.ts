import type { EventSourceMappingKey } from "@mayfly/domain/event-source-mapping";
import { PlatformError } from "@mayfly/errors/platform-error";
import { mappingClaim } from "../core/event-source-mapping.ts";
import { requireConfig } from "./code-signing-configs.ts";
import { retryWrite } from "./retry-write.ts";
import type { TagCall, Taggable } from "./taggable-resources.ts";

/** Tags of code signing configurations. */
export const codeSigningConfigTags: Taggable = {
  async find({ context, scope, resource }) {
    return (await requireConfig(context, scope, resource.arn)).tags;
  },
  async change({ context, scope, resource }, decide) {
    await retryWrite(async () => {
      const { revision, ...record } = await requireConfig(context, scope, resource.arn);
      const outcome = await context.codeSigning.put({ ...record, tags: decide(record.tags) }, revision);
      return outcome === "written" ? outcome : undefined;
    });
  },
};

/** Tags of event source mappings, in whatever state they are. */
export const eventSourceMappingTags: Taggable = {
  async find(call) {
    return (await requireTagged(call)).tags;
  },
  async change(call, decide) {
    const { context } = call;
    await retryWrite(async () => {
      const { sequence, ...record } = await requireTagged(call);
      const outcome = await context.mappings.update({ record: { ...record, tags: decide(record.tags) }, claim: mappingClaim(record.settings) }, sequence);
      // What was on its way was told under another sequence: it has to be waited for anew.
      context.settleMapping(record);
      return outcome.kind === "written" ? outcome : undefined;
    });
  },
};

async function requireTagged({ context, scope, resource }: TagCall) {
  const key: EventSourceMappingKey = { region: scope.region, account: scope.account, uuid: resource.id.toLowerCase() };
  const record = await context.mappings.find(key);
  if (record === undefined) throw new PlatformError("ResourceNotFound", `Event source mapping not found: ${resource.arn}`);
  return record;
}

import type { AliasIdentity } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasIdentity";
import type { AliasRouting } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { AttachmentIdentity } from "@mayfly/contracts/generated/mayfly/functions/v1/AttachmentIdentity";
import type { EventSourceMappingIdentity } from "@mayfly/contracts/generated/mayfly/functions/v1/EventSourceMappingIdentity";
import type { Change } from "@mayfly/contracts/generated/mayfly/functions/v1/Change";
import type { AliasKey, AliasRecord } from "@mayfly/domain/alias-record";
import type { EventSourceMappingKey } from "@mayfly/domain/event-source-mapping";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import type { AttachmentName, FeedEntry, StoredAttachment, StoredMapping } from "../ports/change-feed.ts";
import { functionVersion } from "./function-version.ts";

/** An entry of the feed as watchers get it. */
export function feedChange(entry: FeedEntry): Change {
  switch (entry.kind) {
    case "upserted":
      return recordChange(entry.record);
    case "deleted": {
      const { region, account, functionName, version } = entry.identity;
      return { sequence: entry.sequence, deleted: { region, account, function_name: functionName, version } };
    }
    case "alias-upserted":
      return aliasChange(entry.alias);
    case "alias-deleted":
      return { sequence: entry.sequence, alias_deleted: aliasIdentity(entry.key) };
    case "attachment-upserted":
      return attachmentChange(entry);
    case "attachment-deleted":
      return { sequence: entry.sequence, attachment_deleted: attachmentIdentity(entry.name) };
    case "mapping-upserted":
      return mappingChange(entry);
    case "mapping-deleted":
      return { sequence: entry.sequence, mapping_deleted: mappingIdentity(entry.key) };
    default:
      return entry satisfies never;
  }
}

/** A function version under the sequence of its last transition. */
function recordChange(record: FunctionRecord): Change {
  return { sequence: record.sequence, upserted: functionVersion(record) };
}

/** An alias under the sequence of its last transition. */
function aliasChange(alias: AliasRecord): Change {
  return { sequence: alias.sequence, alias_upserted: aliasRouting(alias) };
}

/** An attachment under the sequence of its last transition. */
function attachmentChange({ sequence, name, record }: StoredAttachment): Change {
  return { sequence, attachment_upserted: { identity: attachmentIdentity(name), record } };
}

/** An event source mapping under the sequence of its last transition. */
function mappingChange({ sequence, key, record }: StoredMapping): Change {
  return { sequence, mapping_upserted: { identity: mappingIdentity(key), record } };
}

function mappingIdentity({ region, account, uuid }: EventSourceMappingKey): EventSourceMappingIdentity {
  return { region, account, uuid };
}

function attachmentIdentity({ region, account, functionName, attachment, qualifier }: AttachmentName): AttachmentIdentity {
  return { region, account, function_name: functionName, kind: attachment, qualifier };
}

function aliasRouting(alias: AliasRecord): AliasRouting {
  return { identity: aliasIdentity(alias), function_version: alias.functionVersion, additional_version_weights: { ...alias.additionalWeights } };
}

function aliasIdentity({ region, account, functionName, aliasName }: AliasKey): AliasIdentity {
  return { region, account, function_name: functionName, alias_name: aliasName };
}

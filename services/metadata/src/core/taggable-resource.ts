import { parseFunctionName, type FunctionNameScope } from "@mayfly/domain/function-name";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Kinds of resources that may have tags. */
export type TaggableKind = "function" | "code-signing-config" | "event-source-mapping" | "capacity-provider" | "network-connector";

/** A resource of the caller's account and region, as the tag operations name it. */
export interface TaggableResource {
  readonly kind: TaggableKind;
  readonly arn: string;
  /** What stands behind the kind in the ARN: name of the function, id of the code signing config, UUID of the mapping. */
  readonly id: string;
}

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

const forms =
  /^arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\d{12}):(function|code-signing-config|event-source-mapping|capacity-provider|network-connector):([^:]+)(:.+)?$/;

/** Reads the ARN of a tag operation. Throws what AWS answers for aliases and versions, other regions and other accounts (behaviours.md §4, §6). */
export function resolveTaggable(arn: string, scope: FunctionNameScope): TaggableResource {
  const [, region, account, kind, id = "", qualifier] = forms.exec(arn) ?? [];
  if (!isKind(kind))
    throw new PlatformError("Validation", `1 validation error detected: Value '${arn}' at 'resource' failed to satisfy constraint: Member must be an ARN`);
  if (kind === "function") {
    const parsed = parseFunctionName(arn, scope);
    if (parsed.kind === "other-region")
      throw new PlatformError("ResourceNotFound", `Functions from '${parsed.region}' are not reachable in this region ('${scope.region}')`);
  } else if (region !== scope.region) throw new PlatformError("ResourceNotFound", "The resource you requested does not exist.");
  if (account !== scope.account) throw new PlatformError("AccessDenied", "");
  if (qualifier !== undefined) {
    throw new PlatformError("InvalidParameterValue", "Tags on function aliases and versions are not supported. Please specify a function ARN.");
  }
  return { kind, arn, id };
}

/** The tags with others beside them. Throws 400 for none, for too many, and for keys that belong to AWS. */
export function mergeTags(tags: Tags, added: Tags): Tags {
  const keys = Object.keys(added);
  if (keys.length === 0) throw new PlatformError("InvalidParameterValue", "An error occurred and the request cannot be processed.");
  if (keys.some((key) => key.toLowerCase().startsWith("aws:"))) {
    throw new PlatformError("InvalidParameterValue", "The tag keys that begin with aws: are reserved for system use.");
  }
  const merged = { ...tags, ...added };
  if (Object.keys(merged).length > limits.tagsMax) throw new PlatformError("InvalidParameterValue", "Number of tags exceeds resource tag limit.");
  return merged;
}

/** The tags of a new resource. Throws as `mergeTags` does, but none are fine. */
export function creationTags(tags: Tags): Tags {
  return Object.keys(tags).length === 0 ? {} : mergeTags({}, tags);
}

/** The tags without some of them. */
export function removeTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

function isKind(kind: string | undefined): kind is TaggableKind {
  return kind !== undefined;
}

import type { AliasKey } from "@mayfly/domain/alias-record";
import { latestVersion, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { EventSourceMappingKey } from "@mayfly/domain/event-source-mapping";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { LayerKey } from "@mayfly/domain/layer-name";
import { accountKey, regionKey } from "@mayfly/state-store/redis-keys";

/** Every key and channel that metadata uses in Redis. */
export const metadataKeys = {
  /** Set of regions; the one key above all regions. */
  regions: "mayfly:regions",
  /** Hash `record`, `generation`, `sequence`. */
  function: (key: FunctionKey) => accountKey(key, "function", key.functionName),
  /** Sorted set of `account/name`, in the order of names. */
  index: (region: string) => regionKey(region, "functions"),
  /** Hash `record`, `generation`, `sequence` of a published version. */
  version: (key: FunctionKey, version: string) => accountKey(key, "version", key.functionName, version),
  /** Sorted set of a function's version numbers. */
  versionNumbers: (key: FunctionKey) => accountKey(key, "versions", key.functionName),
  /** Counter: the latest version number that there ever was. */
  versionCounter: (key: FunctionKey) => accountKey(key, "last-version", key.functionName),
  /** Sorted set of `account/name#number`, the number with ten digits, in the order of names and numbers. */
  versionIndex: (region: string) => regionKey(region, "versions"),
  /** Hash `record`, `sequence` of an alias. */
  alias: ({ aliasName, ...key }: AliasKey) => accountKey(key, "alias", key.functionName, aliasName),
  /** Hash of a function's alias names to the versions that each runs, with a space between. */
  aliasTargets: (key: FunctionKey) => accountKey(key, "aliases", key.functionName),
  /** Sorted set of `account/name#alias`, in the order of names and aliases. */
  aliasIndex: (region: string) => regionKey(region, "aliases"),
  /** Hash of `kind#qualifier` to the sequence, a space and the record of an attachment. */
  attachments: (key: FunctionKey) => accountKey(key, "attachments", key.functionName),
  /** Sorted set of `account/name` of functions with attachments, in the order of names. */
  attachmentIndex: (region: string) => regionKey(region, "attachments"),
  /** Counter: bytes of all packages and layers of an account. */
  codeUsage: (owner: Omit<FunctionKey, "functionName">) => accountKey(owner, "code-usage"),
  /** Counter: writes of attachments that depend on what else the account has. */
  attachmentTally: (owner: Omit<FunctionKey, "functionName">) => accountKey(owner, "attachment-tally"),
  /** Set of members of the indexes of functions and versions whose state is unsettled. */
  unfinished: (region: string) => regionKey(region, "unfinished"),
  /** Counter: the sequence of the latest transition. */
  sequence: (region: string) => regionKey(region, "sequence"),
  /** Stream with the id `sequence-0` for each transition. */
  feed: (region: string) => regionKey(region, "feed"),
  /** Hash of watcher id to `acknowledged mark`. */
  watchers: (region: string) => regionKey(region, "watchers"),
  /** Hash of version number to record, and `last`: the number of the latest that there ever was. */
  layer: (key: LayerKey) => accountKey(key, "layer", key.layerName),
  /** Sorted set of a layer's version numbers. */
  layerVersions: (key: LayerKey) => accountKey(key, "layer-versions", key.layerName),
  /** Hash of version number to the revision id, a space and the record of the version's policy. */
  layerPolicies: (key: LayerKey) => accountKey(key, "layer-policies", key.layerName),
  /** Sorted set of `account/name` of layers with versions, in the order of names. */
  layers: (region: string) => regionKey(region, "layers"),
  /** Hash of ids to revision, a space and the record of a code signing configuration. */
  codeSigningConfigs: (owner: Omit<FunctionKey, "functionName">) => accountKey(owner, "code-signing-configs"),
  /** Hash `record`, `sequence`, `claim` of an event source mapping. */
  mapping: (key: EventSourceMappingKey) => accountKey(key, "mapping", key.uuid),
  /** Sorted set of `account/uuid` of event source mappings. */
  mappingIndex: (region: string) => regionKey(region, "mappings"),
  /** Hash of claims, source and function together, to the UUID of the mapping that has it. */
  mappingClaims: (owner: Omit<EventSourceMappingKey, "uuid">) => accountKey(owner, "mapping-claims"),
  /** Set of `account/uuid` of event source mappings whose state is unsettled. */
  unfinishedMappings: (region: string) => regionKey(region, "unfinished-mappings"),
  /** Channel: there was a transition. */
  changed: (region: string) => regionKey(region, "changed"),
  /** Channel: a watcher acknowledged, or has gone. */
  acknowledged: (region: string) => regionKey(region, "acknowledged"),
} as const;

/** Where $LATEST or a version is kept. */
export function recordKey(identity: FunctionIdentity): string {
  return identity.version === latestVersion ? metadataKeys.function(identity) : metadataKeys.version(identity, identity.version);
}

/** The member of a region's index of functions, or of versions, that stands for this one. Members of both sort by name, $LATEST first, then by number. */
export function indexMember(identity: FunctionIdentity): string {
  const member = `${identity.account}/${identity.functionName}`;
  return identity.version === latestVersion ? member : `${member}#${identity.version.padStart(versionDigits, "0")}`;
}

const versionDigits = 10;

/** What a member of a region's index of functions or versions stands for. */
export function parseIndexMember(region: string, member: string): FunctionIdentity {
  const { name: version, ...key } = splitMember(region, member);
  return { ...key, version: version === undefined ? latestVersion : String(Number(version)) };
}

/** The alias that a member of a region's index of aliases stands for. */
export function parseAliasMember(region: string, member: string): AliasKey {
  const { name: aliasName = "", ...key } = splitMember(region, member);
  return { ...key, aliasName };
}

/** The event source mapping that a member of a region's index of mappings stands for. */
export function parseMappingMember(region: string, member: string): EventSourceMappingKey {
  const { functionName: uuid, account } = splitMember(region, member);
  return { region, account, uuid };
}

/** No name has a slash or a hash; the hash sorts before all that names have. */
function splitMember(region: string, member: string): FunctionKey & { readonly name: string | undefined } {
  const slash = member.indexOf("/");
  const [functionName = "", name] = member.slice(slash + 1).split("#");
  return { region, account: member.slice(0, slash), functionName, name };
}

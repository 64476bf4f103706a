import type { AliasIdentity__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasIdentity";
import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { Change__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/Change";
import type { FunctionVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionVersion";
import type { FunctionIdentity__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionIdentity";
import type { WatchResponse__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchResponse";
import { AttachmentTable, type AttachmentDifference } from "./attachment-table.ts";
import { MappingTable } from "./mapping-table.ts";
import { shareEqual } from "./share-equal.ts";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";

/** One difference that a batch of the feed has made. */
export interface FunctionDifference {
  readonly identity: FunctionIdentity;
  /** Undefined if the version is gone. */
  readonly version: FunctionVersion__Output | undefined;
}

/** Versions and aliases by identityKey; an alias stands where its version would. */
interface Known {
  readonly entries: Map<string, FunctionVersion__Output>;
  /** The version that came last: the next is mostly like it. */
  latest: FunctionVersion__Output | undefined;
  readonly aliases: Map<string, AliasRouting__Output>;
  readonly attachments: AttachmentTable;
  readonly mappings: MappingTable;
}

function nothingKnown(): Known {
  return { entries: new Map(), latest: undefined, aliases: new Map(), attachments: new AttachmentTable(), mappings: new MappingTable() };
}

/** What is different after a batch. */
export interface TableDifferences {
  readonly versions: readonly FunctionDifference[];
  readonly attachments: readonly AttachmentDifference[];
  /** True if a mapping may be different. */
  readonly mappings: boolean;
}

/** All function versions, aliases, attachments and event source mappings as the feed tells them. A reset is built up beside the known state and replaces it once it is whole, so that nothing seems deleted meanwhile. */
export class FunctionTable {
  #known = nothingKnown();
  #sequence = 0;
  #building: { readonly known: Known; sequence: number } | undefined;

  /** The highest sequence that is applied. */
  get sequence(): number {
    return this.#sequence;
  }

  find(identity: FunctionIdentity): FunctionVersion__Output | undefined {
    return this.#known.entries.get(identityKey(identity));
  }

  /** The alias that is named where an identity has its version. */
  findAlias(named: FunctionIdentity): AliasRouting__Output | undefined {
    return this.#known.aliases.get(identityKey(named));
  }

  /** The attachments that are known. */
  get attachments(): AttachmentTable {
    return this.#known.attachments;
  }

  /** The event source mappings that are known. */
  get mappings(): MappingTable {
    return this.#known.mappings;
  }

  /** Every version that is known. */
  versions(): readonly FunctionVersion__Output[] {
    return [...this.#known.entries.values()];
  }

  /** A stream broke off: a reset that is not whole is forgotten. */
  interrupted(): void {
    this.#building = undefined;
  }

  /** Applies one batch and tells what is different now. */
  apply(response: WatchResponse__Output): TableDifferences {
    if (response.reset) this.#building = { known: nothingKnown(), sequence: 0 };
    return this.#building === undefined ? this.#applyTo(this.#known, response) : this.#build(this.#building, response);
  }

  #applyTo(known: Known, response: WatchResponse__Output): TableDifferences {
    const differences = emptyDifferences();
    for (const change of response.changes) {
      if (change.sequence > this.#sequence) this.#sequence = change.sequence;
      put(known, change, differences);
    }
    this.#sequence = Math.max(this.#sequence, response.sequence);
    return differences;
  }

  #build(building: { readonly known: Known; sequence: number }, response: WatchResponse__Output): TableDifferences {
    building.sequence = Math.max(building.sequence, response.sequence);
    for (const change of response.changes) {
      building.sequence = Math.max(building.sequence, change.sequence);
      put(building.known, change, emptyDifferences());
    }
    if (!response.caught_up) return emptyDifferences();
    const { entries: before, attachments: attachmentsBefore } = this.#known;
    const { entries, attachments } = building.known;
    this.#known = building.known;
    this.#sequence = building.sequence;
    this.#building = undefined;
    const gone = [...before].filter(([key]) => !entries.has(key)).flatMap(([, version]) => differenceOf(version, undefined));
    const known = [...entries.values()].flatMap((version) => differenceOf(version, version));
    return { versions: [...gone, ...known], attachments: attachments.differencesFrom(attachmentsBefore), mappings: true };
  }
}

interface Differences {
  readonly versions: FunctionDifference[];
  readonly attachments: AttachmentDifference[];
  mappings: boolean;
}

function emptyDifferences(): Differences {
  return { versions: [], attachments: [], mappings: false };
}

function put(known: Known, change: Change__Output, differences: Differences): void {
  const { upserted, deleted, alias_upserted: alias, alias_deleted: aliasDeleted, attachment_upserted: attached, attachment_deleted: detached } = change;
  if (upserted?.spec?.identity) {
    const identity = domainIdentity(upserted.spec.identity);
    const version = known.latest === undefined ? upserted : shareEqual(upserted, known.latest);
    known.latest = version;
    known.entries.set(identityKey(identity), version);
    differences.versions.push({ identity, version });
  }
  if (alias?.identity) known.aliases.set(aliasKey(alias.identity), alias);
  if (aliasDeleted) known.aliases.delete(aliasKey(aliasDeleted));
  const attachment = attached ? known.attachments.put(attached) : undefined;
  if (attachment) differences.attachments.push(attachment);
  if (detached) differences.attachments.push(known.attachments.delete(detached));
  putMapping(known, change, differences);
  if (!deleted) return;
  const identity = domainIdentity(deleted);
  known.entries.delete(identityKey(identity));
  differences.versions.push({ identity, version: undefined });
}

function differenceOf({ spec }: FunctionVersion__Output, version: FunctionVersion__Output | undefined): readonly FunctionDifference[] {
  return spec?.identity ? [{ identity: domainIdentity(spec.identity), version }] : [];
}

function putMapping(known: Known, { sequence, mapping_upserted: upserted, mapping_deleted: deleted }: Change__Output, differences: Differences): void {
  if (upserted) known.mappings.put(upserted, sequence);
  if (deleted) known.mappings.delete(deleted.uuid);
  if (upserted || deleted) differences.mappings = true;
}

function aliasKey({ region, account, function_name: functionName, alias_name: version }: AliasIdentity__Output): string {
  return identityKey({ region, account, functionName, version });
}

/** The identity that a message carries. */
export function domainIdentity(message: FunctionIdentity__Output): FunctionIdentity {
  return { region: message.region, account: message.account, functionName: message.function_name, version: message.version };
}

import type { AliasIdentity__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasIdentity";
import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { Change__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/Change";
import type { FunctionVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionVersion";
import type { FunctionIdentity__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionIdentity";
import type { WatchResponse__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchResponse";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";

/** One difference that a batch of the feed has made. */
export interface FunctionDifference {
  readonly identity: FunctionIdentity;
  /** Undefined if the version is gone. */
  readonly version: FunctionVersion__Output | undefined;
}

interface Entry {
  readonly identity: FunctionIdentity;
  readonly version: FunctionVersion__Output;
}

/** Versions and aliases by identityKey; an alias stands where its version would. */
interface Known {
  readonly entries: Map<string, Entry>;
  readonly aliases: Map<string, AliasRouting__Output>;
}

function nothingKnown(): Known {
  return { entries: new Map(), aliases: new Map() };
}

/** All function versions and aliases as the feed tells them. A reset is built up beside the known state and replaces it once it is whole, so that nothing seems deleted meanwhile. */
export class FunctionTable {
  #known = nothingKnown();
  #sequence = 0;
  #building: { readonly known: Known; sequence: number } | undefined;

  /** The highest sequence that is applied. */
  get sequence(): number {
    return this.#sequence;
  }

  find(identity: FunctionIdentity): FunctionVersion__Output | undefined {
    return this.#known.entries.get(identityKey(identity))?.version;
  }

  /** The alias that is named where an identity has its version. */
  findAlias(named: FunctionIdentity): AliasRouting__Output | undefined {
    return this.#known.aliases.get(identityKey(named));
  }

  /** Every version that is known. */
  versions(): readonly FunctionVersion__Output[] {
    return [...this.#known.entries.values()].map((entry) => entry.version);
  }

  /** A stream broke off: a reset that is not whole is forgotten. */
  interrupted(): void {
    this.#building = undefined;
  }

  /** Applies one batch and tells which versions are different now. */
  apply(response: WatchResponse__Output): readonly FunctionDifference[] {
    if (response.reset) this.#building = { known: nothingKnown(), sequence: 0 };
    const differences = this.#building === undefined ? this.#applyTo(this.#known, response) : this.#build(this.#building, response);
    return differences;
  }

  #applyTo(known: Known, response: WatchResponse__Output): readonly FunctionDifference[] {
    const differences: FunctionDifference[] = [];
    for (const change of response.changes) {
      if (change.sequence > this.#sequence) this.#sequence = change.sequence;
      const difference = put(known, change);
      if (difference !== undefined) differences.push(difference);
    }
    this.#sequence = Math.max(this.#sequence, response.sequence);
    return differences;
  }

  #build(building: { readonly known: Known; sequence: number }, response: WatchResponse__Output): readonly FunctionDifference[] {
    building.sequence = Math.max(building.sequence, response.sequence);
    for (const change of response.changes) {
      building.sequence = Math.max(building.sequence, change.sequence);
      put(building.known, change);
    }
    if (!response.caught_up) return [];
    const before = this.#known.entries;
    const { entries } = building.known;
    this.#known = building.known;
    this.#sequence = building.sequence;
    this.#building = undefined;
    const gone = [...before].filter(([key]) => !entries.has(key)).map(([, entry]) => ({ identity: entry.identity, version: undefined }));
    return [...gone, ...entries.values()];
  }
}

function put({ entries, aliases }: Known, change: Change__Output): FunctionDifference | undefined {
  const { upserted, deleted, alias_upserted: alias, alias_deleted: aliasDeleted } = change;
  if (upserted?.spec?.identity) {
    const identity = domainIdentity(upserted.spec.identity);
    const entry = { identity, version: upserted };
    entries.set(identityKey(identity), entry);
    return entry;
  }
  if (alias?.identity) aliases.set(aliasKey(alias.identity), alias);
  if (aliasDeleted) aliases.delete(aliasKey(aliasDeleted));
  if (!deleted) return undefined;
  const identity = domainIdentity(deleted);
  entries.delete(identityKey(identity));
  return { identity, version: undefined };
}

function aliasKey({ region, account, function_name: functionName, alias_name: version }: AliasIdentity__Output): string {
  return identityKey({ region, account, functionName, version });
}

/** The identity that a message carries. */
export function domainIdentity(message: FunctionIdentity__Output): FunctionIdentity {
  return { region: message.region, account: message.account, functionName: message.function_name, version: message.version };
}

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

/** All function versions as the feed tells them. A reset is built up beside the known state and replaces it once it is whole, so that nothing seems deleted meanwhile. */
export class FunctionTable {
  #entries = new Map<string, Entry>();
  #sequence = 0;
  #building: { readonly entries: Map<string, Entry>; sequence: number } | undefined;

  /** The highest sequence that is applied. */
  get sequence(): number {
    return this.#sequence;
  }

  find(identity: FunctionIdentity): FunctionVersion__Output | undefined {
    return this.#entries.get(identityKey(identity))?.version;
  }

  /** Every version that is known. */
  versions(): readonly FunctionVersion__Output[] {
    return [...this.#entries.values()].map((entry) => entry.version);
  }

  /** A stream broke off: a reset that is not whole is forgotten. */
  interrupted(): void {
    this.#building = undefined;
  }

  /** Applies one batch and tells what is different now. */
  apply(response: WatchResponse__Output): readonly FunctionDifference[] {
    if (response.reset) this.#building = { entries: new Map(), sequence: 0 };
    const differences = this.#building === undefined ? this.#applyTo(this.#entries, response) : this.#build(this.#building, response);
    return differences;
  }

  #applyTo(entries: Map<string, Entry>, response: WatchResponse__Output): readonly FunctionDifference[] {
    const differences: FunctionDifference[] = [];
    for (const change of response.changes) {
      if (change.sequence > this.#sequence) this.#sequence = change.sequence;
      const difference = put(entries, change.upserted ?? undefined, change.deleted ?? undefined);
      if (difference !== undefined) differences.push(difference);
    }
    this.#sequence = Math.max(this.#sequence, response.sequence);
    return differences;
  }

  #build(building: { readonly entries: Map<string, Entry>; sequence: number }, response: WatchResponse__Output): readonly FunctionDifference[] {
    building.sequence = Math.max(building.sequence, response.sequence);
    for (const change of response.changes) {
      building.sequence = Math.max(building.sequence, change.sequence);
      put(building.entries, change.upserted ?? undefined, change.deleted ?? undefined);
    }
    if (!response.caught_up) return [];
    const before = this.#entries;
    this.#entries = building.entries;
    this.#sequence = building.sequence;
    this.#building = undefined;
    const gone = [...before].filter(([key]) => !building.entries.has(key)).map(([, entry]) => ({ identity: entry.identity, version: undefined }));
    return [...gone, ...building.entries.values()];
  }
}

function put(
  entries: Map<string, Entry>,
  upserted: FunctionVersion__Output | undefined,
  deleted: FunctionIdentity__Output | undefined,
): FunctionDifference | undefined {
  if (upserted?.spec?.identity) {
    const identity = domainIdentity(upserted.spec.identity);
    const entry = { identity, version: upserted };
    entries.set(identityKey(identity), entry);
    return entry;
  }
  if (deleted === undefined) return undefined;
  const identity = domainIdentity(deleted);
  entries.delete(identityKey(identity));
  return { identity, version: undefined };
}

/** The identity that a message carries. */
export function domainIdentity(message: FunctionIdentity__Output): FunctionIdentity {
  return { region: message.region, account: message.account, functionName: message.function_name, version: message.version };
}

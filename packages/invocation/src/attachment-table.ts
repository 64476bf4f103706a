import type { Attachment__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/Attachment";
import type { AttachmentIdentity__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AttachmentIdentity";
import type { AttachmentKey, AttachmentKind } from "@mayfly/domain/attachment";

/** Which attachment has changed or gone. */
export interface AttachmentDifference {
  readonly kind: string;
  readonly key: AttachmentKey;
}

interface Entry {
  readonly key: AttachmentKey;
  readonly record: string;
  /** Made when it is first asked for: this process may not know the kind. */
  value?: object;
}

/** Attachments as the feed tells them, by kind. */
export class AttachmentTable {
  readonly #kinds = new Map<string, Map<string, Entry>>();

  find<Value extends object>(kind: AttachmentKind<Value>, key: AttachmentKey): Value | undefined {
    const entry = this.#kinds.get(kind.name)?.get(entryKey(key));
    return entry === undefined ? undefined : valueOf(kind, entry);
  }

  list<Value extends object>(kind: AttachmentKind<Value>): readonly { readonly key: AttachmentKey; readonly value: Value }[] {
    return [...(this.#kinds.get(kind.name)?.values() ?? [])].map((entry) => ({ key: entry.key, value: valueOf(kind, entry) }));
  }

  put({ identity, record }: Attachment__Output): AttachmentDifference | undefined {
    if (identity === null) return undefined;
    const key = domainKey(identity);
    const entries = this.#kinds.get(identity.kind) ?? new Map<string, Entry>();
    this.#kinds.set(identity.kind, entries);
    entries.set(entryKey(key), { key, record });
    return { kind: identity.kind, key };
  }

  delete(identity: AttachmentIdentity__Output): AttachmentDifference {
    const key = domainKey(identity);
    this.#kinds.get(identity.kind)?.delete(entryKey(key));
    return { kind: identity.kind, key };
  }

  /** What is other here than it was in `before`. */
  differencesFrom(before: AttachmentTable): readonly AttachmentDifference[] {
    const gone = before.#all().filter(({ kind, key }) => this.#kinds.get(kind)?.has(entryKey(key)) !== true);
    return [...gone, ...this.#all()];
  }

  #all(): readonly AttachmentDifference[] {
    return [...this.#kinds].flatMap(([kind, entries]) => [...entries.values()].map(({ key }) => ({ kind, key })));
  }
}

/** Every value of an entry was made by the kind of its name, of which a process has one. */
function valueOf<Value extends object>(kind: AttachmentKind<Value>, entry: Entry): Value {
  entry.value ??= kind.decode(entry.record);
  return entry.value as Value;
}

function entryKey({ region, account, functionName, qualifier }: AttachmentKey): string {
  return `${region}/${account}/${functionName}#${qualifier}`;
}

function domainKey({ region, account, function_name: functionName, qualifier }: AttachmentIdentity__Output): AttachmentKey {
  return { region, account, functionName, qualifier };
}

import type { AttachmentKey, AttachmentKind } from "@mayfly/domain/attachment";
import { AttachmentTable } from "./attachment-table.ts";
import type { AttachmentChangeListener, AttachmentDirectory } from "./function-directory.ts";

/** Attachments that tests write themselves. */
export class StubAttachments implements AttachmentDirectory {
  readonly #table = new AttachmentTable();
  readonly #listeners = new Set<AttachmentChangeListener>();

  find<Value extends object>(kind: AttachmentKind<Value>, key: AttachmentKey): Value | undefined {
    return this.#table.find(kind, key);
  }

  list<Value extends object>(kind: AttachmentKind<Value>): readonly { readonly key: AttachmentKey; readonly value: Value }[] {
    return this.#table.list(kind);
  }

  onChange(listener: AttachmentChangeListener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  put<Value extends object>(kind: AttachmentKind<Value>, key: AttachmentKey, value: Value): void {
    this.#table.put({ identity: identityOf(kind.name, key), record: kind.encode(value) });
    for (const listener of this.#listeners) listener(kind.name, key);
  }

  delete(kind: AttachmentKind<never>, key: AttachmentKey): void {
    this.#table.delete(identityOf(kind.name, key));
    for (const listener of this.#listeners) listener(kind.name, key);
  }
}

function identityOf(
  kind: string,
  { region, account, functionName, qualifier }: AttachmentKey,
): { region: string; account: string; function_name: string; kind: string; qualifier: string } {
  return { region, account, function_name: functionName, kind, qualifier };
}

import type { AttachmentKey } from "@mayfly/domain/attachment";
import { functionUrlKind, type FunctionUrl } from "@mayfly/domain/attachments/function-url";
import type { AttachmentDirectory } from "@mayfly/invocation/function-directory";

/** A function URL and what it invokes. */
export interface ServedUrl {
  readonly key: AttachmentKey;
  readonly url: FunctionUrl;
}

/** The function URLs that the change feed has told of, by their ids; look-ups never wait. */
export class FunctionUrlTable implements Disposable {
  readonly #attachments: AttachmentDirectory;
  readonly #byId = new Map<string, ServedUrl>();
  /** Id of the URL that hangs at a function or alias, by what it hangs at. */
  readonly #idAt = new Map<string, string>();
  readonly #listening: Disposable;

  constructor(attachments: AttachmentDirectory) {
    this.#attachments = attachments;
    this.#listening = attachments.onChange((kind, key) => {
      if (kind === functionUrlKind.name) this.#follow(key);
    });
    for (const { key } of attachments.list(functionUrlKind)) this.#follow(key);
  }

  /** The URL of this id in a region. */
  find(region: string, urlId: string): ServedUrl | undefined {
    const served = this.#byId.get(urlId);
    return served?.key.region === region ? served : undefined;
  }

  #follow(key: AttachmentKey): void {
    const place = `${key.region}/${key.account}/${key.functionName}#${key.qualifier}`;
    const before = this.#idAt.get(place);
    const url = this.#attachments.find(functionUrlKind, key);
    if (before !== undefined && before !== url?.urlId) this.#byId.delete(before);
    if (url === undefined) {
      this.#idAt.delete(place);
    } else {
      this.#idAt.set(place, url.urlId);
      this.#byId.set(url.urlId, { key, url });
    }
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]();
  }
}

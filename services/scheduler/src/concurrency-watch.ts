import type { AttachmentKey } from "@mayfly/domain/attachment";
import { provisionedConcurrency } from "@mayfly/domain/attachments/provisioned-concurrency";
import { reservedConcurrency } from "@mayfly/domain/attachments/reserved-concurrency";
import { identityKey, latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { ConcurrencyChange } from "./core/scheduler-core.ts";
import { functionKeyOf } from "./core/version-identity.ts";
import { provisionedVersions } from "./provisioned-versions.ts";

/** Tells of every change of what functions have reserved and provisioned, also of one that an alias makes by moving. */
export class ConcurrencyWatch implements Disposable {
  readonly #directory: FunctionDirectory;
  readonly #tell: (change: ConcurrencyChange) => void;
  readonly #subscription: Disposable;
  #told = "[]";

  constructor(directory: FunctionDirectory, tell: (change: ConcurrencyChange) => void) {
    this.#directory = directory;
    this.#tell = tell;
    this.#subscription = directory.attachments.onChange((kind, key) => {
      if (kind === reservedConcurrency.name || kind === provisionedConcurrency.name) this.#changed([key]);
    });
    const { attachments } = directory;
    this.#changed([...attachments.list(reservedConcurrency), ...attachments.list(provisionedConcurrency)].map(({ key }) => key));
  }

  /** To be called every now and then: aliases move without an attachment changing. */
  look(): void {
    const provisioned = provisionedVersions(this.#directory);
    if (JSON.stringify(provisioned) !== this.#told) this.#changed([]);
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]();
  }

  #changed(keys: readonly AttachmentKey[]): void {
    const provisioned = provisionedVersions(this.#directory);
    this.#told = JSON.stringify(provisioned);
    const functions = new Map(keys.map((key) => [functionKeyOf(identityKey({ ...key, version: latestVersion })), key]));
    const claims = [...functions].map(([functionKey, key]) => ({ functionKey, account: key.account, claim: this.#claimOf(key) }));
    this.#tell({ claims, provisioned });
  }

  #claimOf({ region, account, functionName }: AttachmentKey): { readonly reserved: number | undefined; readonly provisioned: number } {
    const { attachments } = this.#directory;
    const isOurs = ({ key }: { readonly key: AttachmentKey }): boolean => key.functionName === functionName && key.account === account && key.region === region;
    return {
      reserved: attachments.find(reservedConcurrency, { region, account, functionName, qualifier: "" })?.executions,
      provisioned: attachments
        .list(provisionedConcurrency)
        .filter(isOurs)
        .reduce((sum, { value }) => sum + value.executions, 0),
    };
  }
}

import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { FunctionVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionVersion";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionChangeListener, FunctionDirectory } from "./function-directory.ts";
import { StubAttachments } from "./stub-attachments.test-support.ts";

/** A directory that tests write themselves. */
export class StubDirectory implements FunctionDirectory {
  readonly caughtUp = Promise.resolve();
  readonly attachments = new StubAttachments();
  readonly #versions = new Map<string, FunctionVersion__Output>();
  readonly #aliases = new Map<string, AliasRouting__Output>();
  readonly #listeners = new Set<FunctionChangeListener>();

  find(identity: FunctionIdentity): FunctionVersion__Output | undefined {
    return this.#versions.get(identityKey(identity));
  }

  findAlias(named: FunctionIdentity): AliasRouting__Output | undefined {
    return this.#aliases.get(identityKey(named));
  }

  /** Has the alias that `named` has as its version run `version`, but for the shares of others. */
  putAlias(named: FunctionIdentity, version: string, weights: Readonly<Record<string, number>> = {}): void {
    this.#aliases.set(identityKey(named), { identity: null, function_version: version, additional_version_weights: { ...weights } });
  }

  onChange(listener: FunctionChangeListener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  put(identity: FunctionIdentity, generation: number, memoryMib = 128): void {
    const version = functionVersion(identity, generation, memoryMib);
    this.#versions.set(identityKey(identity), version);
    for (const listener of this.#listeners) listener(identity, version);
  }

  delete(identity: FunctionIdentity): void {
    this.#versions.delete(identityKey(identity));
    for (const listener of this.#listeners) listener(identity, undefined);
  }
}

/** $LATEST of a function in the default account. */
export function identityOf(functionName: string): FunctionIdentity {
  return { region: "us-east-1", account: "000000000000", functionName, version: "$LATEST" };
}

/** A version with plain settings. */
export function functionVersion(identity: FunctionIdentity, generation: number, memoryMib = 128): FunctionVersion__Output {
  return {
    spec: {
      identity: { region: identity.region, account: identity.account, function_name: identity.functionName, version: identity.version },
      generation,
      runtime: "nodejs24.x",
      handler: "index.handler",
      role: "",
      timeout_seconds: 3,
      memory_mib: memoryMib,
      ephemeral_mib: 512,
      variables: {},
      code: null,
      architecture: "x86_64",
      log_group: "",
      log_format: "Text",
      application_log_level: "",
      system_log_level: "",
      layers: [],
    },
    state: "Active",
    state_reason_code: "",
    revision_id: "r",
  };
}

/** An invocation of a function with this event. */
export function requestOf(identity: FunctionIdentity, payload: Buffer, requestId: string = crypto.randomUUID()): import("./invoker.ts").InvocationRequest {
  return { identity, requestId, invokedFunctionArn: "arn", payload, clientContext: "", traceHeader: "", traceParent: "", logTail: false };
}

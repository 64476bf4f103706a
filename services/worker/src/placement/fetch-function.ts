import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { InstalledRuntime, RuntimeCatalogue } from "@mayfly/runtimes/runtime-catalogue";
import { bindDirectory, type BoundDirectory } from "../code-cache/bound-directory.ts";
import type { CodeCache } from "../code-cache/code-cache.ts";
import type { PackageKey } from "../code-cache/download-package.ts";

/** A runtime and the unpacked files of a function. They stay on this host until released. */
export interface FetchedFunction extends Disposable {
  readonly runtime: InstalledRuntime;
  readonly taskDirectory: string;
  /** Lowest first. */
  readonly layerDirectories: readonly string[];
  /** False once the code is another than it was when it was fetched: only of a directory that is bound (hot reload). */
  readonly isCurrent: () => boolean;
}

/** Makes runtime, package and layers of a version ready without starting anything; what has to be fetched is part of the given trace if any. Fails with PlatformError; then nothing is held. */
export async function fetchFunction(
  sources: { readonly runtimes: RuntimeCatalogue; readonly codeCache: CodeCache },
  spec: FunctionSpec__Output,
  traceParent = "",
): Promise<FetchedFunction> {
  const { identity, code, layers } = spec;
  if (identity === null || code === null) throw new PlatformError("Service", "The function's specification is not complete.");
  const { region, account } = identity;
  const use = (sha256: string): Promise<FetchedCode> => fetchCode(sources.codeCache, { region, account, sha256 }, traceParent);
  const [runtime, task, ...layerCodes] = await Promise.allSettled([
    sources.runtimes.ensure(spec.runtime),
    code.directory === "" ? use(code.sha256) : bindCode(code.directory),
    ...layers.map(({ sha256 }) => use(sha256)),
  ] as const);
  using held = new DisposableStack();
  for (const each of [task, ...layerCodes]) if (each.status === "fulfilled") held.use(each.value);
  const [installed, { directory, isCurrent }] = [valueOf(runtime), valueOf(task)];
  const layerDirectories = layerCodes.map((each) => valueOf(each).directory);
  const kept = held.move();
  return { runtime: installed, taskDirectory: directory, layerDirectories, isCurrent, [Symbol.dispose]: () => kept[Symbol.dispose]() };
}

interface FetchedCode extends BoundDirectory, Disposable {}

async function fetchCode(codeCache: CodeCache, key: PackageKey, traceParent: string): Promise<FetchedCode> {
  const cached = await codeCache.use(key, traceParent);
  return { directory: cached.directory, isCurrent: () => true, [Symbol.dispose]: () => cached[Symbol.dispose]() };
}

async function bindCode(directory: string): Promise<FetchedCode> {
  return { ...bindDirectory(directory), [Symbol.dispose]: () => undefined };
}

function valueOf<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === "rejected") throw PlatformError.from(result.reason);
  return result.value;
}

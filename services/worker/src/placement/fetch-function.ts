import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { InstalledRuntime, RuntimeCatalogue } from "@mayfly/runtimes/runtime-catalogue";
import type { CodeCache } from "../code-cache/code-cache.ts";

/** A runtime and the unpacked files of a function. They stay on this host until released. */
export interface FetchedFunction extends Disposable {
  readonly runtime: InstalledRuntime;
  readonly taskDirectory: string;
  /** Lowest first. */
  readonly layerDirectories: readonly string[];
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
  const [runtime, ...packages] = await Promise.allSettled([
    sources.runtimes.ensure(spec.runtime),
    ...[code, ...layers].map(({ sha256 }) => sources.codeCache.use({ region, account, sha256 }, traceParent)),
  ] as const);
  using held = new DisposableStack();
  for (const each of packages) if (each.status === "fulfilled") held.use(each.value);
  const installed = valueOf(runtime);
  const [taskDirectory = "", ...layerDirectories] = packages.map((each) => valueOf(each).directory);
  const kept = held.move();
  return { runtime: installed, taskDirectory, layerDirectories, [Symbol.dispose]: () => kept[Symbol.dispose]() };
}

function valueOf<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === "rejected") throw PlatformError.from(result.reason);
  return result.value;
}

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PlatformError } from "@mayfly/errors/platform-error";
import { fetchInterpreter, isInstalled, type FetchProgress } from "./fetch-interpreter.ts";
import { findBundledInterpreter } from "./bundled-interpreter.ts";
import { parseRuntimeManifest, type Architecture, type RuntimeManifest } from "./runtime-manifest.ts";

const manifestsDirectory = fileURLToPath(new URL("../manifests", import.meta.url));
const bootstrapsDirectory = fileURLToPath(new URL("../bootstraps", import.meta.url));

/** A directory of the host and where a sandbox sees it. */
export interface RuntimeMount {
  readonly hostPath: string;
  readonly sandboxPath: string;
}

/** A runtime whose files are on this host. */
export interface InstalledRuntime {
  readonly manifest: RuntimeManifest;
  /** Read-only mounts that its sandboxes need. */
  readonly mounts: readonly RuntimeMount[];
  /** The interpreter on the host; undefined for runtimes without one. */
  readonly interpreter: string | undefined;
}

/** Where runtimes are kept and how they are fetched. */
export interface RuntimeCatalogueOptions {
  /** Shared between data directories, like ~/.cache/mayfly. */
  readonly cacheDirectory: string;
  readonly architecture: Architecture;
  /** Told while a runtime is fetched. */
  readonly onProgress?: (progress: FetchProgress) => void;
  /** Milliseconds that fetching a runtime may take; 180,000 by default. */
  readonly fetchTimeoutMs?: number;
}

/** The managed runtimes. */
export interface RuntimeCatalogue {
  /** Every runtime that this Mayfly knows. */
  readonly names: readonly string[];
  /** The manifest; undefined if the runtime is not known. */
  find(name: string): RuntimeManifest | undefined;
  /** True if `ensure` would not have to fetch anything. */
  isInstalled(name: string): boolean;
  /**
   * Resolves when the runtime's files are here, fetching them once with npm if they are not; concurrent calls, also of other
   * processes, share one fetch. Fails with PlatformError InvalidRuntime whose sentence fits a function's StateReason.
   */
  ensure(name: string): Promise<InstalledRuntime>;
}

/** Reads the manifests of this package; throws if one of them is wrong. */
export function createRuntimeCatalogue(options: RuntimeCatalogueOptions): RuntimeCatalogue {
  const manifests = new Map<string, RuntimeManifest>();
  for (const file of readdirSync(manifestsDirectory)) {
    const manifest = parseRuntimeManifest(readFileSync(join(manifestsDirectory, file), "utf8"));
    manifests.set(manifest.name, manifest);
  }
  const underWay = new Map<string, Promise<InstalledRuntime>>();
  return {
    names: [...manifests.keys()],
    find: (name) => manifests.get(name),
    isInstalled(name) {
      const manifest = manifests.get(name);
      return manifest !== undefined && findInterpreterDirectory(manifest, options) !== "missing";
    },
    ensure(name) {
      const shared = underWay.get(name) ?? ensure(manifests.get(name), name, options);
      underWay.set(name, shared);
      shared.catch(() => underWay.delete(name));
      return shared;
    },
  };
}

/** The architecture of this host as the Lambda API names it. */
export function hostArchitecture(): Architecture {
  return process.arch === "arm64" ? "arm64" : "x86_64";
}

/** `none` if the runtime needs no interpreter. */
function findInterpreterDirectory(manifest: RuntimeManifest, options: RuntimeCatalogueOptions): string {
  if (manifest.interpreterPath === "") return "none";
  const wanted = manifest.packages[options.architecture];
  if (wanted === undefined) return "missing";
  const bundled = findBundledInterpreter(wanted);
  if (bundled !== undefined) return bundled;
  const cached = cachePath(manifest, options);
  return isInstalled(cached) ? cached : "missing";
}

function cachePath(manifest: RuntimeManifest, options: RuntimeCatalogueOptions): string {
  return join(options.cacheDirectory, "runtimes", `${manifest.name}-${manifest.version}-${options.architecture}`);
}

async function ensure(manifest: RuntimeManifest | undefined, name: string, options: RuntimeCatalogueOptions): Promise<InstalledRuntime> {
  if (manifest === undefined) throw new PlatformError("InvalidRuntime", `The runtime ${name} is not one that this Mayfly can run.`);
  let directory = findInterpreterDirectory(manifest, options);
  if (directory === "missing") {
    directory = cachePath(manifest, options);
    const wanted = manifest.packages[options.architecture];
    if (wanted === undefined) throw new PlatformError("InvalidRuntime", `The runtime ${name} does not exist for ${options.architecture}.`);
    await fetchInterpreter({ runtime: name, wanted, directory, timeoutMs: options.fetchTimeoutMs ?? 180_000, onProgress: options.onProgress });
  }
  return describeInstalled(manifest, directory);
}

function describeInstalled(manifest: RuntimeManifest, directory: string): InstalledRuntime {
  const mounts: RuntimeMount[] = [];
  if (directory !== "none") mounts.push({ hostPath: directory, sandboxPath: manifest.interpreterPath });
  if (manifest.bootstrap !== "") mounts.push({ hostPath: join(bootstrapsDirectory, dirname(manifest.bootstrap)), sandboxPath: "/var/runtime" });
  const interpreter = join(directory, "bin/node");
  return { manifest, mounts, interpreter: existsSync(interpreter) ? interpreter : undefined };
}

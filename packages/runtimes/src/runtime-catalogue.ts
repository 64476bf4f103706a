import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PlatformError } from "@mayfly/errors/platform-error";
import { compilePythonRuntime } from "./compile-python-runtime.ts";
import { fetchDownloads } from "./fetch-downloads.ts";
import { fetchInterpreter, type FetchProgress } from "./fetch-interpreter.ts";
import { downloadsDirectory, findMissingDirectory, locateInterpreter, packageOf, type RuntimePlaces } from "./locate-runtime.ts";
import { SharedWork } from "./shared-work.ts";
import { readManifests, type ManifestFile } from "./read-manifests.ts";
import { programPath, type Architecture, type RuntimeManifest } from "./runtime-manifest.ts";

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
  /** Directory of an unpacked image whose /usr, /bin, /lib and /etc take the place of the host's; undefined for the host's. */
  readonly rootDirectory: string | undefined;
  /** The interpreter on the host; undefined for runtimes without one. */
  readonly interpreter: string | undefined;
}

/** Where runtimes are kept and how they are fetched. */
export interface RuntimeCatalogueOptions extends RuntimePlaces {
  /** Told while a runtime is fetched. */
  readonly onProgress?: (progress: FetchProgress) => void;
  /** Milliseconds that fetching a runtime may take; 180,000 by default. */
  readonly fetchTimeoutMs?: number;
}

/** What `mayfly runtime list` shows of a runtime. */
export interface RuntimeListing {
  readonly name: string;
  readonly version: string;
  /** The user's manifest; undefined for a runtime of Mayfly's own. */
  readonly file: string | undefined;
  /** `ready`: runs at once. `fetchable`: is fetched at its first use. `missing`: `explanation` says what to do. */
  readonly status: "ready" | "fetchable" | "missing";
  /** One sentence; empty if there is nothing to say. */
  readonly explanation: string;
  /** Where its interpreter is on this host. */
  readonly directory: string | undefined;
}

/** The managed runtimes. */
export interface RuntimeCatalogue {
  /** Every runtime that this Mayfly knows. */
  readonly names: readonly string[];
  /** One sentence for each of the user's manifests that was left out. */
  readonly problems: readonly string[];
  /** The manifest; undefined if the runtime is not known. */
  find(name: string): RuntimeManifest | undefined;
  /** True if `ensure` would not have to fetch anything, and would not fail. */
  isInstalled(name: string): boolean;
  /** Every runtime and what it lacks. */
  list(): readonly RuntimeListing[];
  /**
   * Resolves when the runtime's files are here, fetching them once if they are not; concurrent calls, also of other processes,
   * share one fetch. Fails with PlatformError InvalidRuntime whose sentence fits a function's StateReason. What is found is
   * looked at anew once it has vanished. One who aborts waits no longer; a fetch that nobody waits for any more ends.
   */
  ensure(name: string, signal?: AbortSignal): Promise<InstalledRuntime>;
}

/** Reads the manifests of this package, throwing if one of them is wrong, and the user's, leaving out what is wrong. */
export function createRuntimeCatalogue(options: RuntimeCatalogueOptions): RuntimeCatalogue {
  const { runtimes, problems } = readManifests(options.manifestsDirectory);
  const underWay = new Map<string, SharedWork<InstalledRuntime>>();
  const known = new Map<string, InstalledRuntime>();
  const statusOf = (file: ManifestFile): RuntimeListing => describe(file, options);
  return {
    names: [...runtimes.keys()],
    problems,
    find: (name) => runtimes.get(name)?.manifest,
    isInstalled(name) {
      const file = runtimes.get(name);
      return file !== undefined && statusOf(file).status === "ready";
    },
    list: () => [...runtimes.values()].map(statusOf).toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true })),
    async ensure(name, signal) {
      const found = known.get(name);
      if (found !== undefined && isStillThere(found)) return found;
      const running = underWay.get(name);
      const shared =
        running?.isAbandoned === false ? running : new SharedWork((abandoned) => ensure(runtimes.get(name)?.manifest, { name, abandoned, options }));
      underWay.set(name, shared);
      shared.onSettled(() => underWay.get(name) === shared && underWay.delete(name));
      const installed = await shared.join(signal);
      known.set(name, installed);
      return installed;
    },
  };
}

/** The architecture of this host as the Lambda API names it. */
export function hostArchitecture(): Architecture {
  return process.arch === "arm64" ? "arm64" : "x86_64";
}

function describe({ manifest, file }: ManifestFile, options: RuntimeCatalogueOptions): RuntimeListing {
  const located = locateInterpreter(manifest, options);
  const absent = findMissingDirectory(manifest);
  const files = downloadsDirectory(manifest, options);
  const about = { name: manifest.name, version: manifest.version, file };
  if (located.kind === "missing") return { ...about, status: "missing", explanation: located.explanation, directory: undefined };
  if (absent !== undefined) return { ...about, status: "missing", explanation: absent, directory: undefined };
  const directory = located.kind === "found" ? located.directory : undefined;
  const isFetchable = located.kind === "fetchable" || (files !== undefined && !existsSync(files));
  return { ...about, status: isFetchable ? "fetchable" : "ready", explanation: "", directory };
}

async function ensure(
  manifest: RuntimeManifest | undefined,
  { name, abandoned, options }: { readonly name: string; readonly abandoned: AbortSignal; readonly options: RuntimeCatalogueOptions },
): Promise<InstalledRuntime> {
  if (manifest === undefined) throw new PlatformError("InvalidRuntime", `The runtime ${name} is not one that this Mayfly can run.`);
  const located = locateInterpreter(manifest, options);
  if (located.kind === "missing") throw new PlatformError("InvalidRuntime", located.explanation);
  const absent = findMissingDirectory(manifest);
  if (absent !== undefined) throw new PlatformError("InvalidRuntime", absent);
  const fetching = { runtime: name, timeoutMs: options.fetchTimeoutMs ?? 180_000, onProgress: options.onProgress, abandoned };
  const wanted = packageOf(manifest, options);
  if (located.kind === "fetchable" && wanted !== undefined) await fetchInterpreter({ ...fetching, wanted, directory: located.directory });
  const files = downloadsDirectory(manifest, options);
  if (files !== undefined && !existsSync(files)) await fetchDownloads({ ...fetching, downloads: manifest.downloads, directory: files });
  const installed = describeInstalled(manifest, located.kind === "none" ? undefined : located.directory, files);
  if (manifest.bootstrap.startsWith("python/") && installed.interpreter !== undefined) await compilePythonRuntime(installed.interpreter);
  return installed;
}

function describeInstalled(manifest: RuntimeManifest, directory: string | undefined, files: string | undefined): InstalledRuntime {
  const mounts: RuntimeMount[] = [];
  if (directory !== undefined) mounts.push({ hostPath: directory, sandboxPath: "/var/lang" });
  if (manifest.bootstrap !== "") mounts.push({ hostPath: join(bootstrapsDirectory, dirname(manifest.bootstrap)), sandboxPath: "/var/runtime" });
  if (files !== undefined) mounts.push({ hostPath: files, sandboxPath: "/var/runtime" });
  const { rootFileSystem } = manifest;
  const rootDirectory = rootFileSystem.kind === "directory" ? rootFileSystem.path : undefined;
  if (rootDirectory !== undefined) mounts.push(...runtimeOfImage(rootDirectory, mounts));
  return {
    manifest,
    mounts: [...mounts, ...manifest.mounts],
    rootDirectory,
    interpreter: directory === undefined ? undefined : join(directory, programPath(manifest).slice("/var/lang/".length)),
  };
}

/** AWS's images have their runtime below /var, which is otherwise the sandbox's own. */
function runtimeOfImage(rootDirectory: string, taken: readonly RuntimeMount[]): readonly RuntimeMount[] {
  return ["/var/lang", "/var/runtime"]
    .filter((path) => taken.every((mount) => mount.sandboxPath !== path) && existsSync(join(rootDirectory, path)))
    .map((path) => ({ hostPath: join(rootDirectory, path), sandboxPath: path }));
}

function isStillThere({ interpreter, mounts, rootDirectory }: InstalledRuntime): boolean {
  const paths = [...mounts.map((mount) => mount.hostPath), ...(interpreter === undefined ? [] : [interpreter])];
  return [...paths, ...(rootDirectory === undefined ? [] : [rootDirectory])].every((path) => existsSync(path));
}

import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { findBundledInterpreter } from "./bundled-interpreter.ts";
import { downloadsKey } from "./fetch-downloads.ts";
import { isInstalled } from "./fetch-interpreter.ts";
import { findJava, findPython, type SearchEnvironment } from "./host-interpreters.ts";
import type { Architecture, RuntimeManifest, RuntimePackage } from "./runtime-manifest.ts";

/** Where on this host runtimes are kept and looked for. */
export interface RuntimePlaces {
  /** Shared between data directories, like ~/.cache/mayfly. */
  readonly cacheDirectory: string;
  /** The user's manifests, DATA_DIR/runtimes; need not exist. */
  readonly manifestsDirectory?: string;
  /** Says where interpreters of this host are looked for. */
  readonly environment: SearchEnvironment;
  readonly architecture: Architecture;
}

/** Where a runtime's interpreter is, or why it is nowhere. `none`: it needs no directory. */
export type LocatedInterpreter =
  | { readonly kind: "none" }
  | { readonly kind: "found"; readonly directory: string }
  | { readonly kind: "fetchable"; readonly directory: string }
  | { readonly kind: "missing"; readonly explanation: string };

/** Looks for a runtime's interpreter; fetches nothing. */
export function locateInterpreter(manifest: RuntimeManifest, options: RuntimePlaces): LocatedInterpreter {
  const { interpreter, name } = manifest;
  switch (interpreter.kind) {
    case "none":
      return { kind: "none" };
    case "npm":
      return locatePackage(manifest, options);
    case "python": {
      const directory = findPython(interpreter.version, options.environment);
      if (directory !== undefined) return { kind: "found", directory };
      return missing(name, { what: `Python ${interpreter.version}`, how: `install it (for example: pyenv install ${interpreter.version})` }, options);
    }
    case "java": {
      const directory = findJava(interpreter.version, options.environment);
      if (directory !== undefined) return { kind: "found", directory };
      return missing(
        name,
        { what: `a JDK ${interpreter.version}`, how: `install one (for example: apt-get install openjdk-${interpreter.version}-jre-headless)` },
        options,
      );
    }
    case "directory": {
      const program = join(interpreter.path, interpreter.program);
      if (existsSync(program)) return { kind: "found", directory: interpreter.path };
      return { kind: "missing", explanation: `The runtime ${name} needs ${program}, which its manifest names and which does not exist on this host.` };
    }
    case "in-root":
      return { kind: "none" };
  }
}

function locatePackage(manifest: RuntimeManifest, options: RuntimePlaces): LocatedInterpreter {
  const wanted = packageOf(manifest, options);
  if (wanted === undefined) return { kind: "missing", explanation: `The runtime ${manifest.name} does not exist for ${options.architecture}.` };
  const bundled = findBundledInterpreter(wanted);
  if (bundled !== undefined) return { kind: "found", directory: bundled };
  const directory = join(options.cacheDirectory, "runtimes", `${manifest.name}-${wanted.version}-${options.architecture}`);
  return { kind: isInstalled(directory) ? "found" : "fetchable", directory };
}

/** The npm package with a runtime's interpreter for this architecture, if it comes in one. */
export function packageOf({ interpreter }: RuntimeManifest, { architecture }: RuntimePlaces): RuntimePackage | undefined {
  return interpreter.kind === "npm" ? interpreter.packages[architecture] : undefined;
}

/** `what` the runtime needs, and `how` it is installed. */
function missing(name: string, { what, how }: { readonly what: string; readonly how: string }, { manifestsDirectory }: RuntimePlaces): LocatedInterpreter {
  const file = join(manifestsDirectory ?? "DATA_DIR/runtimes", `${name}.json`);
  return {
    kind: "missing",
    explanation: `The runtime ${name} needs ${what}, which is not on this host: ${how}, or name another interpreter in ${file} (docs/how-to/add-a-runtime.md), then update the function.`,
  };
}

/** Where a runtime's downloads are or will be; undefined if it has none. */
export function downloadsDirectory({ downloads }: RuntimeManifest, { cacheDirectory }: RuntimePlaces): string | undefined {
  return downloads.length === 0 ? undefined : join(cacheDirectory, "runtimes", `files-${downloadsKey(downloads)}`);
}

/** A sentence on the first directory that the manifest names and this host lacks; undefined if none. */
export function findMissingDirectory({ name, rootFileSystem, interpreter, mounts }: RuntimeManifest): string | undefined {
  const wanted = mounts.map((mount) => mount.hostPath);
  if (rootFileSystem.kind === "directory") {
    wanted.push(rootFileSystem.path, join(rootFileSystem.path, "usr"));
    if (interpreter.kind === "in-root") wanted.push(join(rootFileSystem.path, interpreter.program));
  }
  // A link of an image leads where it leads inside the image.
  const absent = wanted.find((path) => lstatSync(path, { throwIfNoEntry: false }) === undefined);
  return absent === undefined ? undefined : `The runtime ${name} needs ${absent}, which its manifest names and which does not exist on this host.`;
}

import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Environment } from "./process-environment.ts";

/** Where data lives when nobody says otherwise: `$XDG_DATA_HOME/mayfly`, else `~/.local/share/mayfly` (XDG Base Directory Specification). */
export function defaultDataDirectory(environment: Environment): string {
  return join(xdgDirectory(environment, "XDG_DATA_HOME", [".local", "share"]), "mayfly");
}

/** Where downloads shared between data directories live: `$MAYFLY_CACHE_DIR`, else `$XDG_CACHE_HOME/mayfly`, else `~/.cache/mayfly`. */
export function cacheDirectory(environment: Environment): string {
  const explicit = environment["MAYFLY_CACHE_DIR"];
  if (explicit !== undefined && explicit !== "") return explicit;
  return join(xdgDirectory(environment, "XDG_CACHE_HOME", [".cache"]), "mayfly");
}

/** The specification has relative paths ignored. */
function xdgDirectory(environment: Environment, name: string, belowHome: readonly string[]): string {
  const explicit = environment[name];
  if (explicit !== undefined && isAbsolute(explicit)) return explicit;
  return join(homeDirectory(environment), ...belowHome);
}

/** A service account may have no home; the temporary folder is the one place that it can write. */
function homeDirectory(environment: Environment): string {
  const home = environment["HOME"];
  if (home !== undefined && isAbsolute(home)) return home;
  const fromAccount = homedir();
  return fromAccount === "/nonexistent" ? tmpdir() : fromAccount;
}

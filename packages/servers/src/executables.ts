import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment } from "@mayfly/config/process-environment";

/** Where system administrators' programs are; ordinary users' PATH often lacks them. */
const systemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"] as const;

/** The folders to look for programs: those of PATH, then the system's. */
export function programFolders(environment: Environment): readonly string[] {
  const fromPath = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...new Set([...fromPath, ...systemFolders])];
}

/** The first executable file of that name in these folders; undefined if there is none. */
export function findExecutable(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** True if the path is a file that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

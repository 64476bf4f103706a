import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { InstalledRuntime } from "@mayfly/runtimes/runtime-catalogue";
import { invalidEntrypoint, missingEntrypoint, type FatalFailure } from "../core/function-failure.ts";
import { ownProgram } from "../core/function-variables.ts";
import { statPackageFile } from "./stat-package-file.ts";

/** Where the parts of a function are on this host. */
interface FunctionDirectories {
  readonly taskDirectory: string;
  /** Lowest first. */
  readonly layerDirectories: readonly string[];
}

/** A function's own program, as seen inside its sandbox and on this host. */
interface Entrypoint {
  readonly path: string;
  readonly hostPath: string;
}

/** Finds the function's own program: in its package, else in the layer that hides the others (AWS: custom runtimes). */
export function findEntrypoint({ taskDirectory, layerDirectories }: FunctionDirectories): Entrypoint | undefined {
  const inPackage = join(taskDirectory, "bootstrap");
  if (isFile(inPackage)) return { path: ownProgram, hostPath: inPackage };
  const inLayer = layerDirectories.map((directory) => join(directory, "bootstrap")).findLast(isFile);
  return inLayer === undefined ? undefined : { path: "/opt/bootstrap", hostPath: inLayer };
}

/** Where a custom runtime's own files are, beside the function's. */
type OwnRuntime = Pick<InstalledRuntime, "mounts" | "rootDirectory">;

/** Why the kernel would refuse to execute the function's own program, as AWS tells it; undefined if nothing speaks against it. */
export function findEntrypointFault(directories: FunctionDirectories & { readonly runtime: OwnRuntime }): FatalFailure | undefined {
  const entrypoint = findEntrypoint(directories);
  if (entrypoint === undefined) return missingEntrypoint;
  if ((statSync(entrypoint.hostPath).mode & 0o111) === 0) return invalidEntrypoint(entrypoint.path, "permission denied");
  // Asked before the shell that starts it is: a shell reads what it cannot execute as a script.
  const start = readStart(entrypoint.hostPath);
  if (!isExecutableFormat(start)) return invalidEntrypoint(entrypoint.path, "exec format error");
  const interpreter = interpreterOf(start);
  if (interpreter === undefined || isThere(interpreter, directories)) return undefined;
  return invalidEntrypoint(entrypoint.path, "no such file or directory");
}

/** The absolute path after `#!`, up to white space as the kernel knows it: a carriage return is part of it. */
function interpreterOf(start: Buffer): string | undefined {
  return /^#![ \t]*(\/[^ \t\n]*)[ \t\n]/.exec(start.toString("latin1"))?.[1];
}

const hostDirectories = /^\/(usr|bin|sbin|lib|lib32|lib64|libx32)\//;

/** True also where it cannot be told: links of an image lead elsewhere on this host. */
function isThere(path: string, { taskDirectory, layerDirectories, runtime }: FunctionDirectories & { readonly runtime: OwnRuntime }): boolean {
  const shown = [
    { at: "/var/task/", directories: [taskDirectory] },
    { at: "/opt/", directories: layerDirectories },
    ...runtime.mounts.map(({ sandboxPath, hostPath }) => ({ at: `${sandboxPath}/`, directories: [hostPath] })),
  ].find(({ at }) => path.startsWith(at));
  if (shown !== undefined) return shown.directories.some((directory) => statPackageFile(join(directory, path.slice(shown.at.length))) !== undefined);
  return runtime.rootDirectory !== undefined || (hostDirectories.test(path) && existsSync(path));
}

function isFile(path: string): boolean {
  return statPackageFile(path)?.isFile() === true;
}

const elfHeaderBytes = 20;
/** As much as the kernel looks at (binfmts.h, BINPRM_BUF_SIZE). */
const startBytes = 256;
const elfMagic = "\x7fELF";
const elfMachineOffset = 18;
/** e_machine of the ELF header. */
const elfMachines: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };

function readStart(path: string): Buffer {
  const start = Buffer.alloc(startBytes);
  const descriptor = openSync(path, "r");
  try {
    return start.subarray(0, readSync(descriptor, start, 0, startBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

function isExecutableFormat(start: Buffer): boolean {
  if (start.toString("latin1", 0, 2) === "#!") return true;
  if (start.length < elfHeaderBytes || start.toString("latin1", 0, elfMagic.length) !== elfMagic) return false;
  return start.readUInt16LE(elfMachineOffset) === elfMachines[process.arch];
}

import { closeSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
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

/** Why the kernel would refuse to execute the function's own program, as AWS tells it; undefined if nothing speaks against it. */
export function findEntrypointFault(directories: FunctionDirectories): FatalFailure | undefined {
  const entrypoint = findEntrypoint(directories);
  if (entrypoint === undefined) return missingEntrypoint;
  if ((statSync(entrypoint.hostPath).mode & 0o111) === 0) return invalidEntrypoint(entrypoint.path, "permission denied");
  // Asked before the shell that starts it is: a shell reads what it cannot execute as a script.
  return isExecutableFormat(readStart(entrypoint.hostPath)) ? undefined : invalidEntrypoint(entrypoint.path, "exec format error");
}

function isFile(path: string): boolean {
  return statPackageFile(path)?.isFile() === true;
}

const elfHeaderBytes = 20;
const elfMagic = "\x7fELF";
const elfMachineOffset = 18;
/** e_machine of the ELF header. */
const elfMachines: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };

function readStart(path: string): Buffer {
  const start = Buffer.alloc(elfHeaderBytes);
  const descriptor = openSync(path, "r");
  try {
    return start.subarray(0, readSync(descriptor, start, 0, elfHeaderBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

function isExecutableFormat(start: Buffer): boolean {
  if (start.toString("latin1", 0, 2) === "#!") return true;
  if (start.length < elfHeaderBytes || start.toString("latin1", 0, elfMagic.length) !== elfMagic) return false;
  return start.readUInt16LE(elfMachineOffset) === elfMachines[process.arch];
}

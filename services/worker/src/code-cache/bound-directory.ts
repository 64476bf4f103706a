import { lstatSync, readdirSync } from "node:fs";
import { isAbsolute } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Trees with more entries are looked at as far as these: an invocation waits while they are. */
const entriesMax = 10_000;
/** What package managers write is looked at from outside: it changes with the directory's own time, and has more entries than all the rest. */
const unopened: ReadonlySet<string> = new Set(["node_modules", ".git", "__pycache__", ".venv"]);

/** A directory of the host that is a function's code (hot reload), as it was when it was bound. */
export interface BoundDirectory {
  readonly directory: string;
  /** False once a file in it was added, removed, or changed in size, mode or time. */
  readonly isCurrent: () => boolean;
}

/** Looks at a directory that is to be bound. Throws InvalidParameterValue if it is not there. */
export function bindDirectory(directory: string): BoundDirectory {
  if (!isAbsolute(directory)) throw new PlatformError("Service", "The function's directory is not an absolute path.");
  const bound = fingerprint(directory);
  if (bound === undefined) throw new PlatformError("InvalidParameterValue", `The directory '${directory}' that is the function's code cannot be read.`);
  return { directory, isCurrent: () => fingerprint(directory) === bound };
}

/** Names, kinds, sizes and times of what is in the directory; undefined if it cannot be read. */
function fingerprint(root: string): string | undefined {
  const lines: string[] = [];
  const pending = [root];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    try {
      const { ino } = lstatSync(directory);
      lines.push(`${directory} ${ino}`);
      for (const name of readdirSync(directory).toSorted()) {
        if (lines.length > entriesMax) return lines.join("\n");
        const path = `${directory}/${name}`;
        const stats = lstatSync(path);
        lines.push(`${path} ${stats.mode} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`);
        if (stats.isDirectory() && !unopened.has(name)) pending.push(path);
      }
    } catch {
      // What is removed while it is looked at: only the directory itself has to be there.
      if (directory === root) return undefined;
    }
  }
  return lines.join("\n");
}

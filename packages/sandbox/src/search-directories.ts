/** Directories that a function's files replace once they are bound. */
const boundAt = ["/var/task", "/opt"] as const;
/** Names that need no escaping anywhere; an environment variable may come from a function's owner, so nothing else is made. */
const plainPath = /^(?:\/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)+$/;
const directoriesMax = 48;
const depthMax = 8;

/**
 * Directories below /var/task and /opt that search paths in a process environment name (LD_LIBRARY_PATH, NODE_PATH,
 * PYTHONPATH …), at most 48. They have to be there when the process starts: glibc and Python remember one that was missing
 * and do not look again once a function's code and layers are bound.
 */
export function searchDirectories(environment: Readonly<Record<string, string>>): readonly { readonly at: "/var/task" | "/opt"; readonly path: string }[] {
  const words = new Set(Object.values(environment).flatMap((value) => value.split(":").map((word) => word.replace(/\/$/, ""))));
  return [...words].flatMap((word) => below(word)).slice(0, directoriesMax);
}

function below(path: string): readonly { readonly at: "/var/task" | "/opt"; readonly path: string }[] {
  const at = boundAt.find((root) => path.startsWith(`${root}/`));
  if (at === undefined || !plainPath.test(path) || path.split("/").length > depthMax) return [];
  return [{ at, path: path.slice(at.length + 1) }];
}

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One way to start the helper. */
export interface HelperCommand {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Nothing of the agent's environment reaches sandboxes by way of the helper. */
const cleanEnvironment = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };

/** How to start the helper. */
export interface HelperPlace {
  readonly isRoot: boolean;
  /** XDG_RUNTIME_DIR. */
  readonly runtimeDirectory: string | undefined;
  /** Given, the helper is to be in the namespaces of this process. */
  readonly anchorPid?: number;
}

/**
 * The ways to start the helper on this host, best first. An ordinary user's helper is root in namespaces of its own, which node
 * cannot make itself, being multithreaded; under systemd it first asks for a cgroup that it may divide.
 */
export function helperCommands({ isRoot, runtimeDirectory, anchorPid }: HelperPlace): readonly HelperCommand[] {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const helper = fileURLToPath(new URL(`./helper/main.${extension}`, import.meta.url));
  const node = [process.execPath, "--max-old-space-size=128", helper];
  const enter = (namespaces: readonly string[]): readonly string[] => ["nsenter", "--target", String(anchorPid), ...namespaces, "--", ...node];
  if (isRoot) return [command(anchorPid === undefined ? node : enter(["--mount"]))];
  // A network namespace too: one that belongs to the host could not be entered again from a sandbox's.
  const unshare =
    anchorPid === undefined
      ? ["unshare", "--user", "--map-root-user", "--mount", "--net", "--", ...node]
      : enter(["--user", "--preserve-credentials", "--mount", "--net"]);
  if (runtimeDirectory === undefined || !existsSync("/run/systemd/system")) return [command(unshare)];
  const scope = ["systemd-run", "--user", "--scope", "--quiet", "--property=Delegate=yes", "--", ...unshare];
  return [command(scope, { XDG_RUNTIME_DIR: runtimeDirectory }), command(unshare)];
}

function command(words: readonly string[], environment: Readonly<Record<string, string>> = {}): HelperCommand {
  const [program = "", ...rest] = words;
  return { program, arguments: rest, environment: { ...cleanEnvironment, ...environment } };
}

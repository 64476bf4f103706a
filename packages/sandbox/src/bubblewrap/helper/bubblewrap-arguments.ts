import type { ReadOnlyMount } from "../../sandbox-driver.ts";

/** uid and gid that processes see inside; AWS's are 993 and 990 under the name sbx_user1051. */
export const insideUid = 993;
/** See `insideUid`. */
export const insideGid = 990;

/** Numbers that the descriptors have in bubblewrap's process. 0 to 3 stay open in the sandbox. */
const childFds = { channel: 3, arguments: 4, seccomp: 5, block: 6, status: 7 } as const;

/** What of the host a sandbox's file system is made of, all paths seen by the helper. */
export interface RootLayout {
  /** Directories shown read-only, like /usr. */
  readonly readOnly: readonly ReadOnlyMount[];
  /** Links at the root of a merged-usr host, like /bin to usr/bin. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
  /** The small /etc that the helper made. */
  readonly etcDirectory: string;
  /** Certificates and such, shown below /etc; what they are shown at exists there. */
  readonly etc: readonly ReadOnlyMount[];
}

/** One sandbox's part. */
export interface BubblewrapRequest {
  readonly layout: RootLayout;
  readonly mounts: readonly ReadOnlyMount[];
  readonly taskSlot: string;
  readonly optSlot: string;
  /** Mounted already, or undefined for a tmpfs of `ephemeralMib`. */
  readonly temporaryDirectory: string | undefined;
  readonly ephemeralMib: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

const devices = ["null", "zero", "full", "random", "urandom", "tty"];
const sharedMemoryBytes = 64 * 1024 * 1024;
const oneMib = 1024 * 1024;

/** Arguments for bubblewrap: they go in by `--args`, so that no path of the host shows in /proc/1/cmdline. */
export function bubblewrapArguments(request: BubblewrapRequest): readonly string[] {
  return [
    ...isolationArguments(),
    // Given a mode of its own: made on the way to /var/task it would be closed.
    ...["--perms", "0755", "--dir", "/var"],
    ...rootArguments(request.layout),
    ...deviceArguments(),
    ...request.mounts.flatMap((mount) => ["--ro-bind", mount.hostPath, mount.sandboxPath]),
    ...["--ro-bind", request.taskSlot, "/var/task", "--ro-bind", request.optSlot, "/opt"],
    ...temporaryArguments(request),
    ...["--dir", "/home", "--dir", "/var/runtime", "--symlink", "/tmp", "/var/tmp"],
    ...["--remount-ro", "/dev", "--remount-ro", "/"],
    "--clearenv",
    ...Object.entries(request.environment).flatMap(([name, value]) => ["--setenv", name, value]),
    ...["--chdir", "/var/task"],
  ];
}

function isolationArguments(): readonly string[] {
  const namespaces = ["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"];
  const identity = ["--uid", String(insideUid), "--gid", String(insideGid), "--hostname", "sandbox"];
  const lifetime = ["--new-session", "--cap-drop", "ALL"];
  const { seccomp, block, status } = childFds;
  const descriptors = ["--seccomp", seccomp, "--block-fd", block, "--json-status-fd", status].map(String);
  return [...namespaces, ...identity, ...lifetime, ...descriptors];
}

function rootArguments(layout: RootLayout): readonly string[] {
  return [
    ...layout.readOnly.flatMap((mount) => ["--ro-bind", mount.hostPath, mount.sandboxPath]),
    ...layout.links.flatMap((link) => ["--symlink", link.target, link.path]),
    ...["--ro-bind", layout.etcDirectory, "/etc"],
    ...layout.etc.flatMap((mount) => ["--ro-bind", mount.hostPath, mount.sandboxPath]),
    ...["--proc", "/proc"],
  ];
}

function deviceArguments(): readonly string[] {
  const links = [
    ["/proc/self/fd", "/dev/fd"],
    ["/proc/self/fd/0", "/dev/stdin"],
    ["/proc/self/fd/1", "/dev/stdout"],
    ["/proc/self/fd/2", "/dev/stderr"],
  ];
  return [
    ...["--perms", "0755", "--tmpfs", "/dev"],
    ...devices.flatMap((name) => ["--dev-bind", `/dev/${name}`, `/dev/${name}`]),
    ...links.flatMap(([target, path]) => ["--symlink", String(target), String(path)]),
    ...["--perms", "1777", "--size", String(sharedMemoryBytes), "--tmpfs", "/dev/shm"],
  ];
}

function temporaryArguments(request: BubblewrapRequest): readonly string[] {
  if (request.temporaryDirectory !== undefined) return ["--bind", request.temporaryDirectory, "/tmp"];
  return ["--perms", "1777", "--size", String(request.ephemeralMib * oneMib), "--tmpfs", "/tmp"];
}

/** What an OCI runtime is told of one sandbox: the same sandbox that bubblewrap is told of by arguments. Pure. */
import { insideGid, insideUid, type BubblewrapRequest } from "../bubblewrap/helper/bubblewrap-arguments.ts";
import { seccompConfig } from "./seccomp-config.ts";

/** OCI runtimes that this driver knows the ways of. */
export const ociRuntimes = ["crun", "runc"] as const;

/** One of them. */
export type OciRuntime = (typeof ociRuntimes)[number];

/** One sandbox's part. */
export interface OciSandbox {
  readonly runtime: OciRuntime;
  readonly request: BubblewrapRequest;
  /** Host uid and gid of the sandbox's processes. */
  readonly owner: number;
  /** Host uid and gid of the runtime while it sets the sandbox up as root of its user namespace; nothing of the sandbox runs under it. */
  readonly setupOwner: number;
  readonly seccompProgram: Uint8Array;
  /** Where runc, which insists on it, puts the sandbox among cgroups: where it belongs. */
  readonly cgroupPath: string;
}

/** A mount as the runtime makes it. */
interface OciMount {
  readonly destination: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
}

const oneMib = 1024 * 1024;
const sharedMemoryMib = 64;

/**
 * pid 1, as bubblewrap has one: it reaps orphans, and the first process ends by signals as any other does. Descriptors 4 to 6 are nobody's, by 7 it tells
 * its exit status as bubblewrap does, 8 and 9 are passed on where there are any; what a shell says of its child's end is not the function's output, and a runtime's own HOME not its environment.
 */
function initArguments(request: BubblewrapRequest): readonly string[] {
  const home = "HOME" in request.environment ? "" : "unset HOME; ";
  return [
    "/bin/sh",
    "-c",
    `${home}exec 4>&2 2>/dev/null; (exec "$@" 2>&4 4>&- 5>&- 6>&- 7>&-); status=$?; echo "{ \\"exit-code\\": $status }" >&7; exit $status`,
    "init",
    ...request.command,
  ];
}

/** The content of config.json. */
export function ociConfig(sandbox: OciSandbox): object {
  const { request, runtime, owner, setupOwner } = sandbox;
  const variables = Object.entries({ ...request.environment, PWD: "/var/task" });
  const noCapabilities = Object.fromEntries(["bounding", "effective", "inheritable", "permitted", "ambient"].map((set) => [set, []]));
  const mapped = (inside: number): readonly object[] => [
    { containerID: 0, hostID: setupOwner, size: 1 },
    { containerID: inside, hostID: owner, size: 1 },
  ];
  return {
    ociVersion: "1.0.2",
    process: {
      terminal: false,
      user: { uid: insideUid, gid: insideGid },
      args: initArguments(request),
      env: variables.map(([name, value]) => `${name}=${value}`),
      cwd: "/var/task",
      capabilities: noCapabilities,
      noNewPrivileges: true,
    },
    root: { path: "rootfs", readonly: true },
    hostname: "sandbox",
    mounts: ociMounts(request),
    linux: {
      uidMappings: mapped(insideUid),
      gidMappings: mapped(insideGid),
      // The network namespace is the one that the runtime is started in.
      namespaces: ["pid", "ipc", "uts", "mount", "user", "cgroup"].map((type) => ({ type })),
      // Code and layers come in by propagation after the start.
      rootfsPropagation: "rslave",
      ...(runtime === "runc" ? { seccomp: seccompConfig(), cgroupsPath: sandbox.cgroupPath } : {}),
    },
    // crun takes the finished filter; compiling one costs it 15 to 20 ms (SANDBOX.md §0.4).
    ...(runtime === "crun" ? { annotations: { "run.oci.seccomp_bpf_data": Buffer.from(sandbox.seccompProgram).toString("base64") } } : {}),
  };
}

/** Directories that must be there for the mounts, and links, both by their path below the sandbox's root. */
export function rootSkeleton(request: BubblewrapRequest): {
  readonly directories: readonly string[];
  readonly links: readonly (readonly [path: string, target: string])[];
} {
  const inEtc = new Set(request.layout.etc.map((mount) => mount.sandboxPath));
  const mounted = ociMounts(request)
    .map((mount) => mount.destination)
    // These exist in what is mounted above them.
    .filter((path) => !inEtc.has(path) && !path.startsWith("/dev/"));
  const links = request.layout.links.map((link) => [link.path, link.target] as const);
  return { directories: [...mounted, "/home", "/var/runtime"], links: [...links, ["/var/tmp", "/tmp"]] };
}

function ociMounts(request: BubblewrapRequest): readonly OciMount[] {
  const { layout } = request;
  const temporary = { destination: "/tmp", options: ["nosuid", "nodev"] } as const;
  return [
    ...layout.readOnly.map((mount) => bind(mount.hostPath, mount.sandboxPath)),
    bind(layout.etcDirectory, "/etc"),
    ...layout.etc.map((mount) => bind(mount.hostPath, mount.sandboxPath)),
    { destination: "/proc", type: "proc", source: "proc", options: ["nosuid", "noexec", "nodev"] },
    { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "noexec", "mode=755", "size=64k"] },
    { destination: "/dev/shm", type: "tmpfs", source: "tmpfs", options: ["nosuid", "nodev", "mode=1777", `size=${sharedMemoryMib}m`] },
    ...request.mounts.map((mount) => bind(mount.hostPath, mount.sandboxPath)),
    bind(request.taskSlot, "/var/task", "rslave"),
    bind(request.optSlot, "/opt", "rslave"),
    request.temporaryDirectory === undefined
      ? { ...temporary, type: "tmpfs", source: "tmpfs", options: [...temporary.options, "mode=1777", `size=${request.ephemeralMib * oneMib}`] }
      : { ...temporary, type: "bind", source: request.temporaryDirectory, options: [...temporary.options, "bind"] },
  ];
}

function bind(source: string, destination: string, ...options: readonly string[]): OciMount {
  return { destination, type: "bind", source, options: ["rbind", "ro", "nosuid", "nodev", ...options] };
}

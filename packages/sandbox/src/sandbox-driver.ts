import type { Server, Socket } from "node:net";
import type { Readable } from "node:stream";

/** A directory of the host shown read-only inside. */
export interface ReadOnlyMount {
  readonly hostPath: string;
  readonly sandboxPath: string;
}

/** What to start. The code is not part of it: `Sandbox.bind` brings it in, also into one that is running already. */
export interface SandboxSpec {
  /** Unique on this host while it lives; `[a-z0-9-]`, at most 40 characters. */
  readonly sandboxId: string;
  /** Program and arguments as seen inside. */
  readonly command: readonly string[];
  /** The whole environment of the process; nothing of the host's is added, only PWD=/var/task. */
  readonly environment: Readonly<Record<string, string>>;
  /** The runtime's files, like its interpreter at /var/lang. */
  readonly mounts: readonly ReadOnlyMount[];
  /** An unpacked OCI image whose /usr, /bin, /lib, /etc and such take the place of the host's. */
  readonly rootDirectory?: string;
  readonly memoryMib: number;
  /** Size of /tmp in MiB; a write beyond it fails with ENOSPC. */
  readonly ephemeralMib: number;
  /** The first process starts and watches others: it has the inner ends of `Sandbox.supervision`. */
  readonly supervised?: boolean;
}

/** How the agent directs a first process that supervises others. */
export interface Supervision {
  /** Descriptor 8 of the first process. Bytes only. */
  readonly control: Socket;
  /** What is written to descriptor 9 of the first process, which it gives to those whose output is not the function's. */
  readonly output: Readable;
}

/** What a function brings into a running sandbox. */
export interface SandboxBinding {
  /** Unpacked deployment package, shown read-only at /var/task. Sandboxes run under uids of their own: files must be readable by all. */
  readonly taskDirectory: string;
  /** Unpacked layers, lowest first, merged read-only at /opt. */
  readonly layerDirectories: readonly string[];
  /** Exact memory limit of the function. */
  readonly memoryMib: number;
}

/** How a sandbox's first process ended. */
export interface SandboxExit {
  readonly exitCode: number | undefined;
  /** Like SIGKILL; undefined if it exited by itself. */
  readonly signal: string | undefined;
  /** True if the kernel killed a process of the sandbox for memory. */
  readonly outOfMemory: boolean;
  /** The host gave the sandbox up, with the helper that had made it: nothing that the sandbox did. */
  readonly lost?: true;
}

/** Memory and processor use since the last reset. */
export interface SandboxUsage {
  readonly memoryMaxBytes: number;
  readonly cpuMs: number;
  /** Processes of the sandbox that the kernel killed for memory, since the sandbox began. */
  readonly oomKills: number;
}

/** One running sandbox. Disposing it kills every process in it and removes all that it left on the host. */
export interface Sandbox extends AsyncDisposable {
  readonly sandboxId: string;
  /** Framed socket to the bootstrap: file descriptor 3 of the first process. Bytes only; the protocol is the runtime's. */
  readonly channel: Socket;
  /** Listening at `runtimeApiAddress` inside the sandbox's own network namespace, and reachable from nowhere else. */
  readonly runtimeApi: Server;
  /** Listening at `doorAddress` there, likewise. */
  readonly door: Server;
  /** What processes inside write to stdout and stderr. A reader that is slow makes the writers wait. */
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Only where the specification asked for it. */
  readonly supervision: Supervision | undefined;
  /** Resolves when the first process has ended and its output has been read. Never rejects. */
  readonly exited: Promise<SandboxExit>;
  /**
   * Shows code and layers inside and sets the exact limits. Once only. A process that runs already still has the empty
   * directory below as its working directory: it changes to /var/task anew to see the code by relative paths.
   */
  bind(binding: SandboxBinding): Promise<void>;
  /** Lets all processes inside together use so many processors' time and no more, also while others idle. No effect where the host gives no limits. */
  limitProcessor(processors: number): Promise<void>;
  /** Stops every process inside, children included; resolves when all stand still. */
  freeze(): Promise<void>;
  /** Lets them go on. */
  thaw(): Promise<void>;
  /** Sends SIGKILL to everything inside, frozen or not. */
  kill(): void;
  /** Sends SIGTERM to the first process. */
  terminate(): void;
  /** Connects to a server inside that listens at 169.254.100.1 or at every address. Rejects if none listens; a connection that the server's full queue keeps waiting only takes no bytes. */
  connect(port: number): Promise<Socket>;
  /** Reads all output that has been written by now, so that nothing is missing between the last write and a freeze or kill. */
  drainOutput(): void;
  /** Use since the last `resetUsage`. */
  usage(): Promise<SandboxUsage>;
  resetUsage(): Promise<void>;
}

/** What isolation a driver gives on this host. */
export interface SandboxCapabilities {
  readonly driver: string;
  /** root: everything. delegated: as an ordinary user with a delegated cgroup. plain: neither limits nor freezing. */
  readonly mode: "root" | "delegated" | "plain";
  readonly cgroups: "v1" | "hybrid" | "v2" | "none";
  readonly limitsMemory: boolean;
  readonly freezes: boolean;
  /** False where /tmp is a tmpfs that counts against the function's memory. */
  readonly ephemeralOutsideMemory: boolean;
  /** One sentence for each promise that does not hold here, with the command that mends it. */
  readonly warnings: readonly string[];
}

/** How the part of a driver fares that works with privileges. */
export interface SandboxDriverHealth {
  /** A sentence while no sandbox can be made, bound or thawed; undefined when all is well. */
  readonly trouble: string | undefined;
  /** How often it has been replaced, because it had died or did not answer. */
  readonly replacements: number;
}

/**
 * Makes sandboxes on this host. Every driver passes the same conformance and escape suites. Failures are PlatformError
 * ServiceUnavailable whose message says what is wrong on the host and which command mends it.
 */
export interface SandboxDriver extends AsyncDisposable {
  readonly capabilities: SandboxCapabilities;
  readonly health: SandboxDriverHealth;
  /** Starts a sandbox; resolves once its first process runs with all limits in place. */
  create(spec: SandboxSpec): Promise<Sandbox>;
}

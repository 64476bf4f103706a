import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { closeSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { dirname, join } from "node:path";
import { listCgroups, removeCgroup } from "../cgroups/cgroup-files.ts";
import { parseCgroupMounts } from "../cgroups/open-cgroup-tree.ts";
import { exitStatusPath, makeOwnFifo } from "../bubblewrap/helper/exit-status.ts";
import { killProcess } from "../bubblewrap/helper/kill-process.ts";
import { describeExit, type Isolation, type ProcessExit, type ProcessStart, type SandboxProcess } from "../bubblewrap/helper/sandbox-process.ts";
import { findProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import type { ChildReaper } from "./child-reaper.ts";
import { ociConfig, rootSkeleton, type OciRuntime } from "./oci-config.ts";

/** What all sandboxes of a helper share. */
export interface OciHost {
  readonly runtime: OciRuntime;
  readonly runtimePath: string;
  readonly runtimeEnvironment: Readonly<Record<string, string>>;
  /** Bundles and the runtime's own records, on a file system in memory. */
  readonly directory: string;
  readonly reaper: ChildReaper;
  /** A descriptor of /dev/null. */
  readonly nullFd: number;
  readonly setupOwner: number;
  readonly seccompProgram: Uint8Array;
  /** Parent of the sandboxes' cgroups, as the runtime names it. */
  readonly cgroupParent: string;
}

/**
 * Descriptors 3 to 9 of pid 1, the last two only where it is supervised: 4 to 6 are /dev/null, 7 is where it tells its exit status; it does not pass on
 * 4 to 7.
 */
const descriptors = { lone: 5, supervised: 7 } as const;

/** A command of the runtime that takes longer is killed. */
const commandLimits = { timeout: 10_000, killSignal: "SIGKILL" } as const;

/** All sandboxes of one OCI runtime. */
export class OciIsolation implements Isolation {
  readonly #host: OciHost;

  /** Ends what an earlier helper was about to make, and forgets all sandboxes but those that are kept. */
  constructor(host: OciHost, kept: ReadonlySet<string>) {
    this.#host = host;
    for (const [folder, forget] of [["bundles", killUnfinished] as const, ["state", () => undefined] as const]) {
      const directory = join(host.directory, folder);
      mkdirSync(directory, { recursive: true });
      for (const sandboxId of readdirSync(directory)) {
        if (kept.has(sandboxId)) continue;
        forget(join(directory, sandboxId));
        rmSync(join(directory, sandboxId), { recursive: true, force: true });
      }
    }
    if (host.runtime === "runc") removeEmptyCgroups(host.cgroupParent);
  }

  start(start: ProcessStart): SandboxProcess {
    return new OciProcess(this.#host, start, () => this.remove(start.sandboxId));
  }

  /** What the runtime has noted down, and its cgroups, if it has made any. */
  async remove(sandboxId: string): Promise<void> {
    const { runtimePath, runtimeEnvironment, directory } = this.#host;
    const words = [...globalArguments(this.#host), "delete", "--force", sandboxId];
    await endOf(spawn(runtimePath, words, { stdio: "ignore", cwd: "/", env: runtimeEnvironment, ...commandLimits }));
    rmSync(join(directory, "bundles", sandboxId), { recursive: true, force: true });
  }

  close(): void {
    if (this.#host.runtime !== "runc") return;
    removeEmptyCgroups(this.#host.cgroupParent);
    removeCgroupParents(this.#host.cgroupParent);
  }
}

/** runc makes cgroups in every hierarchy, also in those that the agent does not use; what is in use cannot be removed. */
function removeEmptyCgroups(parent: string): void {
  for (const { path } of parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1")))
    for (const name of listCgroups(join(path, parent))) removeCgroup(join(path, parent, name));
}

/** And the parents, at the end: before, they are the agent's, with the controllers that they hand down. */
function removeCgroupParents(parent: string): void {
  for (const { path } of parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1")))
    for (const directory of [join(path, parent), join(path, dirname(parent))]) removeCgroup(directory);
}

/** pid 1 of a sandbox whose runtime has ended, but whose helper died before it could note it down. A later process of that number is left alone. */
function killUnfinished(bundle: string): void {
  const pidFile = join(bundle, "pid");
  const writtenAt = statSync(pidFile, { throwIfNoEntry: false })?.mtimeMs;
  if (writtenAt === undefined) return;
  const init = findProcess(Number(readFileSync(pidFile, "latin1")));
  if (init === undefined) return;
  const startedAt = Date.now() - uptime() * 1000 + init.startTicks * msPerTick;
  if (startedAt < writtenAt + clockSlackMs) killProcess(init);
}

/** USER_HZ is 100 on every Linux. */
const msPerTick = 10;
const clockSlackMs = 50;

/**
 * One sandbox of an OCI runtime. Its constructor only starts `create`, synchronously, so that it may run inside a namespace window; the sandbox's
 * processes wait, with all namespaces and mounts made, until `release` runs `start`.
 */
class OciProcess implements SandboxProcess {
  readonly exited: Promise<ProcessExit>;
  readonly pid: number | undefined;
  readonly remove: () => Promise<void>;
  readonly #host: OciHost;
  readonly #sandboxId: string;
  readonly #bundle: string;
  readonly #create: ChildProcess;
  readonly #created: Promise<ProcessExit>;
  readonly #exit = Promise.withResolvers<ProcessExit>();
  #init: ProcessIdentity | undefined;

  constructor(host: OciHost, start: ProcessStart, remove: () => Promise<void>) {
    this.#host = host;
    this.remove = remove;
    this.#sandboxId = start.sandboxId;
    this.#bundle = join(host.directory, "bundles", start.sandboxId);
    this.exited = this.#exit.promise;
    this.#writeBundle(start);
    const { stdoutFd, stderrFd, channelFd, supervisionFds } = start;
    const statusFd = makeOwnFifo(exitStatusPath(start.directory));
    try {
      const unused = [4, 5, 6].map(() => host.nullFd);
      const stdio: StdioOptions = ["ignore", stdoutFd, stderrFd, channelFd, ...unused, statusFd, ...supervisionFds];
      const preserved = supervisionFds.length === 0 ? descriptors.lone : descriptors.supervised;
      const create = ["create", "--bundle", this.#bundle, "--pid-file", this.#pidFile, "--preserve-fds", String(preserved), this.#sandboxId];
      this.#create = spawn(host.runtimePath, [...globalArguments(host), ...create], { stdio, cwd: "/", env: host.runtimeEnvironment, ...commandLimits });
    } finally {
      closeSync(statusFd);
    }
    this.pid = this.#create.pid;
    this.#created = endOf(this.#create);
  }

  async readInitPid(): Promise<number> {
    const { exitCode, signal } = await this.#created;
    if (exitCode !== 0) {
      this.#exit.resolve({ exitCode, signal });
      throw new Error(`${this.#host.runtime} create ended with ${signal ?? `exit code ${exitCode}`}`);
    }
    const pid = Number(readFileSync(this.#pidFile, "latin1"));
    this.#init = findProcess(pid);
    void this.#host.reaper.exitOf(pid).then((exit) => this.#exit.resolve(describeExit(exit.exitCode, exit.signal)));
    return pid;
  }

  async release(): Promise<void> {
    const start = spawn(this.#host.runtimePath, [...globalArguments(this.#host), "start", this.#sandboxId], {
      stdio: ["ignore", "ignore", "pipe"],
      cwd: "/",
      env: this.#host.runtimeEnvironment,
      ...commandLimits,
    });
    let words = "";
    start.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
    const { exitCode, signal } = await endOf(start);
    if (exitCode !== 0) throw new Error(`${this.#host.runtime} start ended with ${signal ?? `exit code ${exitCode}`}: ${words.trim()}`);
  }

  kill(): void {
    if (this.#init === undefined) this.#create.kill("SIGKILL");
    else killProcess(this.#init);
  }

  get #pidFile(): string {
    return join(this.#bundle, "pid");
  }

  #writeBundle(start: ProcessStart): void {
    const { runtime, setupOwner, seccompProgram, cgroupParent } = this.#host;
    const { request, owner, sandboxId } = start;
    if (owner === undefined) throw new Error("OCI runtimes need root here");
    const root = join(this.#bundle, "rootfs");
    const { directories, links } = rootSkeleton(request);
    for (const path of ["/", ...directories]) mkdirSync(join(root, path), { recursive: true });
    for (const [path, target] of links) symlinkSync(target, join(root, path));
    const config = ociConfig({ runtime, request, owner, setupOwner, seccompProgram, cgroupPath: `${cgroupParent}/${sandboxId}` });
    writeFileSync(join(this.#bundle, "config.json"), JSON.stringify(config));
  }
}

function globalArguments({ runtime, directory }: OciHost): readonly string[] {
  const root = ["--root", join(directory, "state")];
  return runtime === "crun" ? [...root, "--cgroup-manager", "disabled"] : root;
}

/** Never rejects: a program that cannot be started has ended without a code. */
function endOf(child: ChildProcess): Promise<ProcessExit> {
  const { promise, resolve } = Promise.withResolvers<ProcessExit>();
  child.once("exit", (code, signal) => resolve({ exitCode: code ?? undefined, signal: signal ?? undefined }));
  child.once("error", () => resolve({ exitCode: undefined, signal: undefined }));
  return promise;
}

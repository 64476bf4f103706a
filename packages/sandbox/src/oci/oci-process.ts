import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { killProcess } from "../bubblewrap/helper/kill-process.ts";
import { describeExit, type ProcessExit, type ProcessStart, type SandboxProcess } from "../bubblewrap/helper/sandbox-process.ts";
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

/** Descriptors 3 to 9 of the first process: those between the channel and the supervision's are /dev/null until its pid 1 closes them. */
const supervisedDescriptors = 7;

/** A command of the runtime that takes longer is killed. */
const commandLimits = { timeout: 10_000, killSignal: "SIGKILL" } as const;

/**
 * One sandbox of an OCI runtime. Its constructor only starts `create`, synchronously, so that it may run inside a namespace window; the sandbox's
 * processes wait, with all namespaces and mounts made, until `release` runs `start`.
 */
export class OciProcess implements SandboxProcess {
  readonly exited: Promise<ProcessExit>;
  readonly #host: OciHost;
  readonly #sandboxId: string;
  readonly #bundle: string;
  readonly #create: ChildProcess;
  readonly #created: Promise<ProcessExit>;
  readonly #exit = Promise.withResolvers<ProcessExit>();
  #init: ProcessIdentity | undefined;

  constructor(host: OciHost, start: ProcessStart) {
    this.#host = host;
    this.#sandboxId = start.sandboxId;
    this.#bundle = join(host.directory, "bundles", start.sandboxId);
    this.exited = this.#exit.promise;
    this.#writeBundle(start);
    const { stdoutFd, stderrFd, channelFd, supervisionFds } = start;
    const unused = supervisionFds.length === 0 ? [] : [4, 5, 6, 7].map(() => host.nullFd);
    const stdio: StdioOptions = ["ignore", stdoutFd, stderrFd, channelFd, ...unused, ...supervisionFds];
    const preserved = supervisionFds.length === 0 ? 1 : supervisedDescriptors;
    const create = ["create", "--bundle", this.#bundle, "--pid-file", this.#pidFile, "--preserve-fds", String(preserved), this.#sandboxId];
    this.#create = spawn(host.runtimePath, [...this.#globalArguments, ...create], { stdio, cwd: "/", env: host.runtimeEnvironment, ...commandLimits });
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
    const start = spawn(this.#host.runtimePath, [...this.#globalArguments, "start", this.#sandboxId], {
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

  /** What the runtime has noted down, and its cgroups, if it has made any. */
  async remove(): Promise<void> {
    const { runtimePath, runtimeEnvironment } = this.#host;
    const words = [...this.#globalArguments, "delete", "--force", this.#sandboxId];
    await endOf(spawn(runtimePath, words, { stdio: "ignore", cwd: "/", env: runtimeEnvironment, ...commandLimits }));
    rmSync(this.#bundle, { recursive: true, force: true });
  }

  get #pidFile(): string {
    return join(this.#bundle, "pid");
  }

  get #globalArguments(): readonly string[] {
    const { runtime, directory } = this.#host;
    const root = ["--root", join(directory, "state")];
    return runtime === "crun" ? [...root, "--cgroup-manager", "disabled"] : root;
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

/** Never rejects: a program that cannot be started has ended without a code. */
function endOf(child: ChildProcess): Promise<ProcessExit> {
  const { promise, resolve } = Promise.withResolvers<ProcessExit>();
  child.once("exit", (code, signal) => resolve({ exitCode: code ?? undefined, signal: signal ?? undefined }));
  child.once("error", () => resolve({ exitCode: undefined, signal: undefined }));
  return promise;
}

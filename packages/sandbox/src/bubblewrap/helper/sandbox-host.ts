import { closeSync } from "node:fs";
import { join } from "node:path";
import { findProcess, isSameProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import { waitUntil } from "../../cgroups/cgroup-files.ts";
import type { CgroupTree } from "../../cgroups/cgroup-tree.ts";
import { createSocketPair } from "../../linux/system-calls.ts";
import type { SandboxBinding, SandboxSpec } from "../../sandbox-driver.ts";
import type { CreatedSandbox, ExitReport } from "../helper-messages.ts";
import type { RootLayout } from "./bubblewrap-arguments.ts";
import type { HostIdentities } from "./host-identities.ts";
import type { NatNetwork, NatPort } from "../../nat/nat-network.ts";
import type { NetworkNamespaces } from "./network-namespace.ts";
import { exitStatusPath, readExitStatus } from "./exit-status.ts";
import { OutputFifos } from "./output-fifos.ts";
import { killProcess } from "./kill-process.ts";
import { createImageLayout } from "./root-layout.ts";
import { adoptedProcess, type Isolation, type SandboxProcess } from "./sandbox-process.ts";
import { childrenOf, recordParent, writeSandboxRecord, type SandboxRecord } from "./sandbox-record.ts";
import { removeSandbox } from "./sandbox-removal.ts";
import type { Slots } from "./slots.ts";
import type { TemporaryStorage } from "./temporary-storage.ts";

/** Processes and threads of one sandbox: DESIGN.md §10. */
export const processesPerSandbox = 742;

const startTimeoutMs = 10_000;
const endTimeoutMs = 5_000;

/** The outer ends of a sandbox's sockets. */
export interface SocketDescriptors {
  readonly channel: number;
  readonly runtimeApi: number;
  readonly door: number;
  /** Only of a supervised sandbox. */
  readonly control: number | undefined;
}

/** What the host of sandboxes works with. */
export interface SandboxHostParts {
  readonly stateDirectory: string;
  readonly isolation: Isolation;
  readonly layout: RootLayout;
  readonly cgroups: CgroupTree;
  readonly networks: NetworkNamespaces;
  /** The way out of sandboxes, or undefined where they have none. */
  readonly nat: NatNetwork | undefined;
  readonly slots: Slots;
  readonly temporaryStorage: TemporaryStorage;
  /** Undefined where the helper is an ordinary user and sandboxes run as that user. */
  readonly identities: HostIdentities | undefined;
  /** Gives the agent a sandbox's sockets and takes over their descriptors; resolves when they have been sent. */
  readonly sendSockets: (sandboxId: string, sockets: SocketDescriptors) => Promise<void>;
  readonly reportExit: (sandboxId: string, report: ExitReport) => void;
  /** Tells the agent's log. */
  readonly warn: (text: string) => void;
}

/** One sandbox as the helper has it. */
export interface HostedSandbox {
  readonly sandboxId: string;
  readonly owner: number | undefined;
  readonly fifos: OutputFifos;
  process?: SandboxProcess;
  port?: NatPort;
  init?: ProcessIdentity;
  /** Settles when the start has succeeded or failed; until then nothing of it is removed. */
  started?: Promise<void>;
  /** Settles when everything has ended and, if it had started, been reported. */
  ended?: Promise<void>;
}

/** All sandboxes of the helper. Every method but `create` ignores sandboxes that are gone. */
export class SandboxHost {
  readonly #parts: SandboxHostParts;
  readonly #sandboxes = new Map<string, HostedSandbox>();
  readonly #removals = new Map<string, Promise<void>>();

  constructor(parts: SandboxHostParts) {
    this.#parts = parts;
  }

  /** Starts a sandbox; resolves once its first process runs in its cgroups. Throws with bubblewrap's own words. */
  async create(spec: SandboxSpec): Promise<CreatedSandbox> {
    const { sandboxId } = spec;
    if (this.#sandboxes.has(sandboxId)) throw new Error(`sandbox ${sandboxId} exists already`);
    const sandbox = this.#register(spec);
    try {
      sandbox.started = this.#start(sandbox, spec);
      await sandbox.started;
      return {
        stdoutPath: sandbox.fifos.stdoutPath,
        stderrPath: sandbox.fifos.stderrPath,
        companionsPath: sandbox.fifos.companionsPath,
        exitStatusPath: exitStatusPath(this.#directoryOf(sandboxId)),
        meterFiles: this.#parts.cgroups.meterFiles(sandboxId),
      };
    } catch (error) {
      const text = sandbox.fifos.readErrorText();
      await this.dispose(sandboxId);
      throw new Error(text === "" ? describe(error) : `${text} (${describe(error)})`, { cause: error });
    }
  }

  /** Goes on with a sandbox that an earlier helper has made. */
  adopt(sandboxId: string, record: SandboxRecord): void {
    const { identities, nat, isolation } = this.#parts;
    const { owner, natPort, supervised } = record;
    if (owner !== undefined) identities?.adopt(owner);
    const directory = this.#directoryOf(sandboxId);
    const process = adoptedProcess(record, readExitStatus(directory), () => isolation.remove(sandboxId));
    const init: ProcessIdentity = { pid: record.pid, startTicks: record.startTicks };
    const sandbox: HostedSandbox = { sandboxId, owner, fifos: new OutputFifos(directory, { companions: supervised }), init, process };
    const port = natPort === undefined ? undefined : nat?.adopt(natPort);
    if (port !== undefined) sandbox.port = port;
    this.#sandboxes.set(sandboxId, sandbox);
    sandbox.ended = this.#watch(sandbox, process);
  }

  bind(sandboxId: string, binding: SandboxBinding): void {
    this.#get(sandboxId);
    this.#parts.slots.bind(sandboxId, binding.taskDirectory, binding.layerDirectories);
    this.#parts.cgroups.setMemory(sandboxId, binding.memoryMib);
  }

  limitProcessor(sandboxId: string, processors: number): void {
    this.#get(sandboxId);
    this.#parts.cgroups.limitProcessor(sandboxId, processors);
  }

  async freeze(sandboxId: string): Promise<void> {
    this.#get(sandboxId);
    await this.#parts.cgroups.freeze(sandboxId);
  }

  thaw(sandboxId: string): void {
    this.#get(sandboxId);
    this.#parts.cgroups.thaw(sandboxId);
  }

  /** SIGKILL to everything inside; on cgroup v1 a frozen process dies only once it is thawed (SANDBOX.md §0.6). */
  kill(sandboxId: string): void {
    const sandbox = this.#sandboxes.get(sandboxId);
    if (sandbox !== undefined) this.#kill(sandbox);
  }

  #kill({ sandboxId, init, process }: HostedSandbox): void {
    if (init === undefined) process?.kill();
    else killProcess(init);
    this.#parts.cgroups.thaw(sandboxId);
  }

  /** SIGTERM to the first process: bubblewrap's pid 1 has no other child at first, and the kernel lists the oldest first. */
  terminate(sandboxId: string): void {
    const { init } = this.#get(sandboxId);
    if (init === undefined || !isSameProcess(init)) return;
    const [child] = childrenOf(init.pid);
    if (child !== undefined) process.kill(child, "SIGTERM");
  }

  /** A connected TCP socket inside. */
  connect(sandboxId: string, port: number): number {
    const { init } = this.#get(sandboxId);
    if (init === undefined || !isSameProcess(init)) throw new Error(`sandbox ${sandboxId} has ended`);
    return this.#parts.networks.connect(init.pid, port);
  }

  /** Ends a sandbox and removes everything of it; rejects if something stays. */
  dispose(sandboxId: string): Promise<void> {
    const running = this.#removals.get(sandboxId);
    if (running !== undefined) return running;
    const sandbox = this.#sandboxes.get(sandboxId);
    if (sandbox === undefined) return Promise.resolve();
    const removal = this.#remove(sandbox).finally(() => this.#removals.delete(sandboxId));
    this.#removals.set(sandboxId, removal);
    return removal;
  }

  /** Ends all sandboxes. */
  async disposeAll(): Promise<void> {
    await Promise.allSettled([...this.#sandboxes.keys()].map((sandboxId) => this.dispose(sandboxId)));
  }

  /** Takes a uid and makes the FIFOs; keeps neither if that fails. */
  #register(spec: SandboxSpec): HostedSandbox {
    const { sandboxId, supervised = false } = spec;
    const { identities } = this.#parts;
    const owner = identities?.take();
    try {
      const fifos = new OutputFifos(this.#directoryOf(sandboxId), { companions: supervised });
      fifos.create(owner);
      const sandbox: HostedSandbox = { sandboxId, owner, fifos };
      this.#sandboxes.set(sandboxId, sandbox);
      return sandbox;
    } catch (error) {
      if (owner !== undefined) identities?.release(owner);
      throw error;
    }
  }

  async #start(sandbox: HostedSandbox, spec: SandboxSpec): Promise<void> {
    const { sandboxId, fifos, owner } = sandbox;
    const { cgroups, slots, temporaryStorage, networks, nat } = this.#parts;
    const slot = slots.create(sandboxId, spec.environment);
    cgroups.create(sandboxId, { memoryMib: spec.memoryMib, processes: processesPerSandbox });
    const temporaryDirectory = await temporaryStorage.mount(slot.tmp, spec.ephemeralMib);
    const port = await nat?.take();
    if (port !== undefined) sandbox.port = port;
    const { sockets, started } = this.#spawn(spec, {
      takeNamespace: () => port?.takeNamespace() ?? networks.create(),
      slot,
      temporaryDirectory,
      owner,
      writeFds: fifos.writeFds,
    });
    sandbox.process = started;
    fifos.closeWriters();
    const [initPid] = await withDeadline(Promise.all([started.readInitPid(), this.#parts.sendSockets(sandboxId, sockets)]), "the sandbox was not set up");
    const init = findProcess(initPid);
    if (init === undefined) throw new Error("the sandbox ended before it began");
    sandbox.init = init;
    cgroups.attach(sandboxId, init.pid);
    const held = { ...(owner === undefined ? {} : { owner }), ...(port === undefined ? {} : { natPort: port.index }) };
    writeSandboxRecord(this.#directoryOf(sandboxId), { ...init, supervised: spec.supervised ?? false, ...held });
    sandbox.ended = this.#watch(sandbox, started);
    await started.release();
  }

  #spawn(
    spec: SandboxSpec,
    own: {
      readonly takeNamespace: () => number;
      readonly slot: { readonly task: string; readonly opt: string };
      readonly temporaryDirectory: string | undefined;
      readonly owner: number | undefined;
      readonly writeFds: readonly number[];
    },
  ): { readonly sockets: SocketDescriptors; readonly started: SandboxProcess } {
    const { isolation, layout, networks, slots } = this.#parts;
    const directory = this.#directoryOf(spec.sandboxId);
    const [stdoutFd, stderrFd, companionsFd] = own.writeFds;
    if (stdoutFd === undefined || stderrFd === undefined) throw new Error("the output FIFOs are closed");
    const request = {
      layout: spec.rootDirectory === undefined ? layout : createImageLayout(slots.share(spec.rootDirectory), layout),
      mounts: spec.mounts.map((mount) => ({ ...mount, hostPath: slots.share(mount.hostPath) })),
      taskSlot: own.slot.task,
      optSlot: own.slot.opt,
      temporaryDirectory: own.temporaryDirectory,
      ephemeralMib: spec.ephemeralMib,
      environment: spec.environment,
      command: spec.command,
    };
    const [channel, childChannel] = createSocketPair();
    const [control, childControl] = companionsFd === undefined ? [] : createSocketPair();
    try {
      const { owner } = own;
      const { runtimeApiFd, doorFd, result } = networks.inside(own.takeNamespace(), () =>
        isolation.start({
          ...{ sandboxId: spec.sandboxId, directory, request, owner, stdoutFd, stderrFd },
          channelFd: childChannel,
          supervisionFds: childControl === undefined || companionsFd === undefined ? [] : [childControl, companionsFd],
        }),
      );
      recordParent(directory, result.pid);
      return { sockets: { channel, runtimeApi: runtimeApiFd, door: doorFd, control }, started: result };
    } catch (error) {
      closeSync(channel);
      if (control !== undefined) closeSync(control);
      throw error;
    } finally {
      closeSync(childChannel);
      if (childControl !== undefined) closeSync(childControl);
    }
  }

  async #watch(sandbox: HostedSandbox, started: SandboxProcess): Promise<void> {
    const exit = await started.exited;
    const { sandboxId } = sandbox;
    try {
      this.kill(sandboxId);
      await waitUntil(() => this.#isEmpty(sandbox), endTimeoutMs);
    } catch (error) {
      // It is reported all the same; its removal tries again, and tells what stays.
      this.#parts.warn(`sandbox ${sandboxId} has ended but was not emptied: ${describe(error)}`);
    }
    this.#parts.reportExit(sandboxId, { ...exit, outOfMemory: this.#parts.cgroups.oomKills(sandboxId) > 0 });
  }

  #directoryOf(sandboxId: string): string {
    return join(this.#parts.stateDirectory, sandboxId);
  }

  #isEmpty(sandbox: HostedSandbox): boolean {
    if (sandbox.init !== undefined && isSameProcess(sandbox.init)) return false;
    return this.#parts.cgroups.processes(sandbox.sandboxId).length === 0;
  }

  async #remove(sandbox: HostedSandbox): Promise<void> {
    const { sandboxId, process } = sandbox;
    await sandbox.started?.catch(() => {});
    try {
      await removeSandbox(this.#parts, sandbox, {
        kill: () => this.#kill(sandbox),
        isEmpty: () => this.#isEmpty(sandbox),
        waitForEnd: async () => {
          const ended: Promise<unknown> | undefined = sandbox.ended ?? process?.exited;
          if (ended !== undefined) await withDeadline(ended, `sandbox ${sandboxId} does not end`);
        },
      });
    } finally {
      this.#sandboxes.delete(sandboxId);
    }
  }

  /** The agent has opened the FIFOs. */
  outputOpened(sandboxId: string): void {
    this.#sandboxes.get(sandboxId)?.fifos.closeReaders();
  }

  #get(sandboxId: string): HostedSandbox {
    const sandbox = this.#sandboxes.get(sandboxId);
    if (sandbox === undefined) throw new Error(`there is no sandbox ${sandboxId}`);
    return sandbox;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function withDeadline<Value>(work: Promise<Value>, sentence: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${sentence} within ${startTimeoutMs} ms`)), startTimeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

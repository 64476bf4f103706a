import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { CgroupTree } from "../../cgroups/cgroup-tree.ts";
import { openCgroupTree } from "../../cgroups/open-cgroup-tree.ts";
import { closeOnExec, mount, resourceLimits, setResourceLimit, unmount, yieldOnWakeUp } from "../../linux/system-calls.ts";
import { ChildReaper } from "../../oci/child-reaper.ts";
import { NatNetwork } from "../../nat/nat-network.ts";
import { OciIsolation, type OciHost } from "../../oci/oci-process.ts";
import type { SandboxCapabilities } from "../../sandbox-driver.ts";
import type { ProcessIdentity } from "@mayfly/kernel/process-identity";
import { seccompProgram } from "../../seccomp/seccomp-program.ts";
import type { HelperSettings, HelperStart, UidRange } from "../helper-messages.ts";
import { startAnchor, type Anchor } from "./anchor.ts";
import { BubblewrapProcess, type BubblewrapHost } from "./bubblewrap-process.ts";
import { HostIdentities } from "./host-identities.ts";
import { killProcess } from "./kill-process.ts";
import { clearLeftovers, findAdoptable, leaveStateDirectory, takeOverStateDirectory } from "./leftovers.ts";
import { LoopTemporaryStorage } from "./loop-temporary-storage.ts";
import { NetworkNamespaces } from "./network-namespace.ts";
import { createRootLayout } from "./root-layout.ts";
import { processesPerSandbox, SandboxHost, type SandboxHostParts } from "./sandbox-host.ts";
import type { Isolation } from "./sandbox-process.ts";
import { Slots } from "./slots.ts";
import { MemoryTemporaryStorage, type TemporaryStorage } from "./temporary-storage.ts";

/** A helper at work. */
export interface RunningHelper {
  readonly host: SandboxHost;
  readonly capabilities: SandboxCapabilities;
  /** Ids of an earlier helper's sandboxes that it goes on with. */
  readonly adopted: readonly string[];
  /** Starts an anchor, which ends with this helper's `stop`. */
  startAnchor(): Anchor;
  /** Ends all sandboxes and removes everything of this helper. */
  stop(): Promise<void>;
}

/** Descriptors that a process in a sandbox may have: AWS's limit. */
const openFilesPerProcess = 1024;
/** Memory that a process in a sandbox may lock: AWS's limit. */
const lockedBytesPerProcess = 64 * 1024;

/** Prepares this process, which becomes the helper for good, goes on with the sandboxes that are claimed and clears what else an earlier helper left. */
export async function startHelper(start: HelperStart, outward: Pick<SandboxHostParts, "sendSockets" | "reportExit" | "warn">): Promise<RunningHelper> {
  const { settings, succession } = start;
  const { stateDirectory, isRoot } = settings;
  const instance = createHash("sha256").update(stateDirectory).digest("hex").slice(0, 12);
  mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
  limitProcess(isRoot);
  letAgentGoFirst();
  await takeOverStateDirectory(stateDirectory);
  // A first helper that cannot start leaves nothing; what one of a succession leaves is the next one's.
  using unlessStarted = new DisposableStack();
  const cgroups = openCgroupTree(instance, isRoot);
  if (succession === undefined) unlessStarted.defer(() => cgroups.close());
  const adopted = findAdoptable(stateDirectory, cgroups, succession?.claimed ?? []);
  const kept = succession === undefined ? undefined : new Set(adopted.keys());
  await clearLeftovers(stateDirectory, cgroups, kept);
  const slots = new Slots(isRoot ? join("/run/mayfly", instance) : join(stateDirectory, ".slots"), kept);
  if (succession === undefined) unlessStarted.defer(() => slots.close());
  favorMovesBetweenCgroups(slots.rootDirectory);
  const { temporaryStorage, warnings } = await openTemporaryStorage(isRoot, stateDirectory, slots);
  const networks = new NetworkNamespaces();
  const nat = await openNat(settings, {
    instance,
    networks,
    ports: [...adopted.values()].flatMap(({ natPort }) => natPort ?? []),
    noteDirectory: slots.rootDirectory,
  });
  const isolation = openIsolation(settings, slots, { instance, kept: new Set(adopted.keys()) });
  const host = new SandboxHost({
    ...{ stateDirectory, slots, cgroups, temporaryStorage, networks, nat, ...outward },
    isolation,
    layout: createRootLayout(slots.rootDirectory, nat?.gateway),
    identities: isRoot ? new HostIdentities(sandboxUids(settings)) : undefined,
  });
  for (const [sandboxId, record] of adopted) host.adopt(sandboxId, record);
  const capabilities = describeCapabilities({ driver: settings.oci?.runtime ?? "bubblewrap", isRoot, cgroups, temporaryStorage, warnings });
  let anchor: ProcessIdentity | undefined = succession?.anchor;
  const startOwnAnchor = (): Anchor => {
    const started = startAnchor(stateDirectory, cgroups.freezerDirectory);
    anchor = started.identity;
    return started;
  };
  const stop = async (): Promise<void> => {
    await host.disposeAll();
    temporaryStorage.close();
    await nat?.close();
    isolation.close();
    slots.close();
    await clearLeftovers(stateDirectory, cgroups);
    cgroups.close();
    leaveStateDirectory(stateDirectory);
    // Last: until here it would end what this does not.
    if (anchor !== undefined) killProcess(anchor);
  };
  unlessStarted.move();
  return { host, capabilities, adopted: [...adopted.keys()], startAnchor: startOwnAnchor, stop };
}

/** Where an earlier helper's sandboxes go on with their ports, the network stays as it is. */
async function openNat(
  settings: HelperSettings,
  own: { readonly instance: string; readonly networks: NetworkNamespaces; readonly ports: readonly number[]; readonly noteDirectory: string },
): Promise<NatNetwork | undefined> {
  if (settings.nat === undefined) return undefined;
  const { instance, networks, ports, noteDirectory } = own;
  const note = join(noteDirectory, "sole-router");
  const nat = await NatNetwork.open({ ...settings.nat, instance, networks, kept: { ports, wasSoleRouter: existsSync(note) } });
  if (nat.soleRouter) writeFileSync(note, "");
  return nat;
}

/** What the helper's children inherit: limits that take a capability to raise again, and none of the agent's descriptors. */
function limitProcess(isRoot: boolean): void {
  setResourceLimit(resourceLimits.openFiles, openFilesPerProcess);
  // One byte keeps a core from being written, and, unlike none, from being piped to a program of the host's (core(5), kernel.core_pattern).
  setResourceLimit(resourceLimits.coreBytes, 1);
  setResourceLimit(resourceLimits.lockedBytes, lockedBytesPerProcess);
  // Counted by user: only where each sandbox has a uid of its own. The cgroup holds to the same number in every case.
  if (isRoot) setResourceLimit(resourceLimits.processes, processesPerSandbox);
  for (const name of readdirSync("/proc/self/fd")) {
    if (Number(name) <= 2) continue;
    try {
      closeOnExec(Number(name));
    } catch {
      // The descriptor of the listing itself, closed by now.
    }
  }
}

/** Sandboxes inherit it from the helper. */
function letAgentGoFirst(): void {
  try {
    yieldOnWakeUp();
  } catch {
    // A container may forbid it: slower, not wrong.
  }
}

/** Moving a process between cgroups takes 14 ms after a pause unless some hierarchy is mounted so (SANDBOX.md §0.3). */
function favorMovesBetweenCgroups(directory: string): void {
  const target = join(directory, "favor");
  // The mounts of an earlier helper are there still.
  if (existsSync(target)) return;
  mkdirSync(target);
  try {
    mount({ source: "none", target, type: "cgroup", data: "none,name=mayfly,favordynmods" });
  } catch {
    // Linux before 6.0, or v1 is not compiled in: slower, not wrong.
  }
}

async function openTemporaryStorage(
  isRoot: boolean,
  stateDirectory: string,
  slots: Slots,
): Promise<{ readonly temporaryStorage: TemporaryStorage; readonly warnings: readonly string[] }> {
  const sentence = "/tmp of functions counts against their memory";
  if (!isRoot) {
    const warnings = [`${sentence}, because only root can mount disk images: sudo npm start`];
    return { temporaryStorage: new MemoryTemporaryStorage(), warnings };
  }
  try {
    const temporaryStorage = new LoopTemporaryStorage(join(stateDirectory, ".images"));
    const target = join(slots.rootDirectory, "probe");
    mkdirSync(target, { recursive: true });
    await temporaryStorage.probe(target);
    return { temporaryStorage, warnings: [] };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const command = "sudo modprobe loop && sudo apt-get install -y e2fsprogs (in a container: --privileged)";
    return { temporaryStorage: new MemoryTemporaryStorage(), warnings: [`${sentence} (${cause}): ${command}`] };
  }
}

function describeCapabilities(found: {
  readonly driver: string;
  readonly isRoot: boolean;
  readonly cgroups: CgroupTree;
  readonly temporaryStorage: TemporaryStorage;
  readonly warnings: readonly string[];
}): SandboxCapabilities {
  const { isRoot, cgroups, temporaryStorage, warnings } = found;
  return {
    driver: found.driver,
    mode: isRoot ? "root" : cgroups.kind === "none" ? "plain" : "delegated",
    cgroups: cgroups.kind,
    limitsMemory: cgroups.limitsMemory,
    freezes: cgroups.freezes,
    ephemeralOutsideMemory: temporaryStorage.outsideMemory,
    warnings: [...cgroups.warnings, ...warnings],
  };
}

/** OCI runtimes need one more, the last, to set sandboxes up under. */
function sandboxUids({ uidRange, oci }: HelperSettings): UidRange {
  return oci === undefined ? uidRange : { first: uidRange.first, count: uidRange.count - 1 };
}

function openIsolation(settings: HelperSettings, slots: Slots, own: { readonly instance: string; readonly kept: ReadonlySet<string> }): Isolation {
  const program = seccompProgram(process.arch);
  const { oci, uidRange, isRoot } = settings;
  if (oci === undefined) {
    const host = { ...reachableBubblewrap(settings, slots), seccompProgram: program };
    // Bubblewrap leaves nothing.
    return { start: (start) => new BubblewrapProcess(host, start), remove: () => undefined, close: () => undefined };
  }
  if (!isRoot) throw new Error(`${oci.runtime} is used as root only: start Mayfly as root, or choose bubblewrap`);
  const directory = join(slots.rootDirectory, "oci");
  if (!existsSync(directory)) {
    mkdirSync(directory);
    mount({ source: "mayfly", target: directory, type: "tmpfs", data: "mode=0755,size=256m" });
  }
  if (oci.runtime === "crun") hideUnifiedHierarchy();
  const host: OciHost = {
    ...{ runtime: oci.runtime, runtimePath: oci.path, runtimeEnvironment: oci.environment, directory },
    ...{ reaper: new ChildReaper(), nullFd: openSync("/dev/null", "r+"), seccompProgram: program },
    setupOwner: uidRange.first + uidRange.count - 1,
    cgroupParent: `/mayfly/${own.instance}`,
  };
  return new OciIsolation(host, own.kept);
}

/** crun refuses hosts of both versions of cgroups; in the helper's own mount namespace there is only one (SANDBOX.md §0.5). */
function hideUnifiedHierarchy(): void {
  const unified = "/sys/fs/cgroup/unified";
  if (existsSync(join(unified, "cgroup.controllers"))) unmount(unified);
}

/** Bubblewrap starts under the sandbox's uid, to which a cache below /root is closed: it is run from where every uid can reach it. */
function reachableBubblewrap(settings: HelperSettings, slots: Slots): Omit<BubblewrapHost, "seccompProgram"> {
  const { bubblewrapPath, bubblewrapEnvironment, isRoot } = settings;
  // One that is missing is reported by its start.
  if (!isRoot || !existsSync(bubblewrapPath)) return { bubblewrapPath, bubblewrapEnvironment };
  const { LD_LIBRARY_PATH: libraries, ...others } = bubblewrapEnvironment;
  return {
    bubblewrapPath: join(slots.share(dirname(bubblewrapPath)), basename(bubblewrapPath)),
    bubblewrapEnvironment:
      libraries === undefined
        ? others
        : {
            ...others,
            LD_LIBRARY_PATH: libraries
              .split(":")
              .map((folder) => slots.share(folder))
              .join(":"),
          },
  };
}

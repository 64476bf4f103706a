/**
 * The mounts that show code inside running sandboxes. The helper lives in a mount namespace of its own; each sandbox has a
 * small shared tmpfs there, whose directories `task` and `opt` bubblewrap binds to /var/task and /opt. A mount that the
 * helper later puts over them appears inside by propagation (SANDBOX.md §3, recipe a).
 */
import { closeSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { attachMount, cloneMountReadOnly, mount, mountFlags, namespaceFlags, unmount, unshare } from "../../linux/system-calls.ts";
import { searchDirectories } from "../../search-directories.ts";

/** Directories of one sandbox, as the helper and bubblewrap see them. */
export interface Slot {
  readonly task: string;
  readonly opt: string;
  readonly tmp: string;
}

interface SharedDirectory {
  readonly path: string;
  readonly identity: string;
}

const readOnlyFlags = mountFlags.readOnly | mountFlags.noSetuid | mountFlags.noDevices;

/** Mounts of all sandboxes of this helper. */
export class Slots {
  readonly #base: string;
  readonly #shared = new Map<string, SharedDirectory>();
  readonly #clonesMounts: boolean;
  #sharedCount = 0;

  /**
   * Moves the calling thread into its own mount namespace, into which the host's mounts still come; given `kept`, this process is in the namespace of
   * an earlier helper, of which only these sandboxes' mounts stay.
   */
  constructor(base: string, kept?: ReadonlySet<string>) {
    this.#base = base;
    if (kept === undefined) enterOwnNamespace(base);
    else this.#tidy(kept);
    this.#clonesMounts = canCloneMounts(base);
    for (const name of [".stage", ".shared", ".root"]) mkdirSync(join(base, name), { recursive: true });
  }

  /** A directory for files that every sandbox sees. */
  get rootDirectory(): string {
    return join(this.#base, ".root");
  }

  /** Where the mounts of a sandbox are. */
  directory(sandboxId: string): string {
    return join(this.#base, sandboxId);
  }

  /** Makes the mounts of one sandbox. The directories of its search paths are there, empty, until it is bound. */
  create(sandboxId: string, environment: Readonly<Record<string, string>>): Slot {
    const directory = join(this.#base, sandboxId);
    mkdirSync(directory);
    const data = "mode=0755,size=64k,nr_inodes=512";
    mount({ source: "mayfly", target: directory, type: "tmpfs", flags: mountFlags.noSetuid | mountFlags.noDevices, data });
    mount({ target: directory, flags: mountFlags.shared });
    const slot = this.#slot(sandboxId);
    for (const path of [slot.task, slot.opt, slot.tmp]) mkdirSync(path);
    for (const { at, path } of searchDirectories(environment)) mkdirSync(join(at === "/opt" ? slot.opt : slot.task, path), { recursive: true });
    return slot;
  }

  /** Shows the code at /var/task and the layers, lowest first, at /opt of a sandbox. */
  bind(sandboxId: string, taskDirectory: string, layerDirectories: readonly string[]): void {
    const slot = this.#slot(sandboxId);
    this.#bindReadOnly(taskDirectory, slot.task);
    const [first, ...rest] = layerDirectories;
    if (first === undefined) return clear(slot.opt);
    if (rest.length === 0) return this.#bindReadOnly(first, slot.opt);
    try {
      mount({ source: "mayfly", target: slot.opt, type: "overlay", flags: readOnlyFlags, data: overlayOptions(layerDirectories) });
    } catch (error) {
      throw new Error(`merging layers: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  /** A path to `hostPath` that every uid can reach, also where its parents are closed to it, like below /root. */
  share(hostPath: string): string {
    const { dev, ino } = statSync(hostPath);
    const identity = `${dev}:${ino}`;
    const known = this.#shared.get(hostPath);
    if (known !== undefined && known.identity === identity) return known.path;
    if (known !== undefined) unmount(known.path);
    this.#sharedCount += 1;
    const path = join(this.#base, ".shared", String(this.#sharedCount));
    mkdirSync(path, { recursive: true });
    mount({ source: hostPath, target: path, flags: mountFlags.bind });
    mount({ target: path, flags: mountFlags.bind | mountFlags.remount | readOnlyFlags });
    this.#shared.set(hostPath, { path, identity });
    return path;
  }

  /** Takes away all mounts of a sandbox. */
  remove(sandboxId: string): void {
    const directory = join(this.#base, sandboxId);
    unmountAll(directory);
    rmSync(directory, { recursive: true, force: true });
  }

  /** Takes away everything. */
  close(): void {
    unmountAll(this.#base);
    rmSync(this.#base, { recursive: true, force: true });
  }

  /** The flags come before the mount does, because flags set after a mount has propagated do not propagate. */
  #bindReadOnly(source: string, target: string): void {
    if (!this.#clonesMounts) return this.#bindByStage(source, target);
    const fd = cloneMountReadOnly(source);
    try {
      attachMount(fd, target);
    } finally {
      closeSync(fd);
    }
  }

  /** The same before Linux 5.12; dearer, because taking the stage away waits for all cores. */
  #bindByStage(source: string, target: string): void {
    const stage = join(this.#base, ".stage");
    mount({ source, target: stage, flags: mountFlags.bind });
    try {
      mount({ target: stage, flags: mountFlags.bind | mountFlags.remount | readOnlyFlags });
      mount({ target: stage, flags: mountFlags.private });
      mount({ source: stage, target, flags: mountFlags.bind });
    } finally {
      unmount(stage);
    }
  }

  /** Sandboxes that run have copies of what was shared with them. */
  #tidy(kept: ReadonlySet<string>): void {
    unmountAll(join(this.#base, ".stage"));
    for (const name of readdirSync(join(this.#base, ".shared"))) unmountAll(join(this.#base, ".shared", name));
    for (const name of readdirSync(this.#base)) if (!name.startsWith(".") && !kept.has(name)) this.remove(name);
  }

  #slot(sandboxId: string): Slot {
    const directory = join(this.#base, sandboxId);
    return { task: join(directory, "task"), opt: join(directory, "opt"), tmp: join(directory, "tmp") };
  }
}

function enterOwnNamespace(base: string): void {
  unshare(namespaceFlags.mount);
  mount({ target: "/", flags: mountFlags.slave | mountFlags.recursive });
  mkdirSync(base, { recursive: true });
  mount({ source: "mayfly", target: base, type: "tmpfs", flags: mountFlags.noSetuid, data: "mode=0755,size=16m" });
  mount({ target: base, flags: mountFlags.private });
}

/** Without layers /opt is empty. */
function clear(directory: string): void {
  for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true });
}

function canCloneMounts(path: string): boolean {
  try {
    closeSync(cloneMountReadOnly(path));
    return true;
  } catch {
    return false;
  }
}

/** Detaching takes the mounts below along. */
function unmountAll(directory: string): void {
  try {
    unmount(directory);
  } catch {
    // It was no mount: creating it failed half way.
  }
}

/** Overlay wants the topmost first; colons, commas and backslashes in paths are escaped. */
export function overlayOptions(layersLowestFirst: readonly string[]): string {
  const escaped = layersLowestFirst.toReversed().map((path) => path.replaceAll(/[\\:,]/g, String.raw`\$&`));
  return `lowerdir=${escaped.join(":")}`;
}

/**
 * /tmp as an ext4 file system in a sparse file behind a loop device: what is written there is on disk, not in the function's
 * memory, and a full one answers ENOSPC. The file has no name any more once its device is set up, and the device frees itself
 * with its last mount, so nothing outlives the sandbox, however it ends.
 */
import { execFile } from "node:child_process";
import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, readSync, rmSync, rmdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { attachMount, cloneMount, ioctl, mount, mountFlags, seekSparse, unmount } from "../../linux/system-calls.ts";
import { attachLoopDevice } from "./loop-device.ts";
import type { TemporaryStorage } from "./temporary-storage.ts";

interface Extent {
  readonly offset: number;
  readonly content: Buffer;
}

interface Template {
  readonly bytes: number;
  readonly extents: readonly Extent[];
}

/** Nearly every sandbox has AWS's default size; making and mounting an image takes 10 ms of a cold start. */
const stockedMib = 512;
const stockMax = 2;
/** A start that has just taken an image is not to be slowed by the making of the next. */
const restockAfterMs = 40;

const run = promisify(execFile);
const oneMib = 1024 * 1024;
const templatesMax = 64;
const makeTimeoutMs = 20_000;
const mountFlagBits = mountFlags.noSetuid | mountFlags.noDevices | mountFlags.noAccessTime;
/** EXT4_IOC_SHUTDOWN without flushing: what a dead sandbox left in memory need not reach the disk. */
const shutdownRequest = 0x8004_587d;
const shutdownWithoutFlush = 2;

/** Makes images from one template per size, and keeps some of the default size mounted nowhere, to be attached at once. */
export class LoopTemporaryStorage implements TemporaryStorage {
  readonly outsideMemory = true;
  readonly #directory: string;
  readonly #templates = new Map<number, Promise<Template>>();
  /** Descriptors of mounts that are nowhere: closing one frees its loop device too. */
  readonly #stock: number[] = [];
  #restocking: NodeJS.Timeout | undefined;
  #isClosed = false;
  #lastImage = 0;

  /** Images are made in `directory`, on the host's disk. What an earlier one was about to make there is removed. */
  constructor(directory: string) {
    this.#directory = directory;
    unmountBelow(directory);
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
  }

  async mount(target: string, sizeMib: number): Promise<string> {
    const ready = sizeMib === stockedMib ? this.#stock.pop() : undefined;
    if (sizeMib === stockedMib) this.#restockSoon();
    if (ready === undefined) await this.#mountNew(target, sizeMib);
    else attach(ready, target);
    return target;
  }

  async #mountNew(target: string, sizeMib: number): Promise<void> {
    const template = await this.#template(sizeMib);
    const image = this.#nextImage();
    const fd = openSync(image, "wx+", 0o600);
    try {
      ftruncateSync(fd, template.bytes);
      for (const { offset, content } of template.extents) writeSync(fd, content, 0, content.length, offset);
      this.#mountImage(fd, target);
    } finally {
      closeSync(fd);
      rmSync(image, { force: true });
    }
  }

  unmount(target: string): void {
    try {
      const fd = openSync(target, "r");
      try {
        const flags = Buffer.alloc(4);
        flags.writeUInt32LE(shutdownWithoutFlush);
        ioctl(fd, shutdownRequest, flags);
      } finally {
        closeSync(fd);
      }
      unmount(target);
    } catch {
      // Never mounted, or not ext4 there: the slot's own removal detaches whatever there is.
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#restocking);
    for (const fd of this.#stock.splice(0)) closeSync(fd);
  }

  #restockSoon(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#restocking);
    this.#restocking = setTimeout(() => void this.#restock(), restockAfterMs);
    this.#restocking.unref();
  }

  /** One image at a time. A failure leaves the stock as it is: whoever needs an image makes it himself and is told why it fails. */
  async #restock(): Promise<void> {
    if (this.#isClosed || this.#stock.length >= stockMax) return;
    try {
      const fd = await this.#mountNowhere();
      if (this.#isClosed) closeSync(fd);
      else this.#stock.push(fd);
      this.#restockSoon();
    } catch {
      // Tried again after the next sandbox.
    }
  }

  /** A mounted image of the default size that only its descriptor holds. */
  async #mountNowhere(): Promise<number> {
    const directory = `${this.#nextImage()}.stock`;
    mkdirSync(directory);
    try {
      await this.#mountNew(directory, stockedMib);
      try {
        return cloneMount(directory);
      } finally {
        unmount(directory);
      }
    } finally {
      rmdirSync(directory);
    }
  }

  /** Proves that this host can do it. Throws with what it cannot. */
  async probe(target: string): Promise<void> {
    await this.mount(target, 512);
    this.unmount(target);
  }

  #template(sizeMib: number): Promise<Template> {
    const known = this.#templates.get(sizeMib);
    if (known !== undefined) return known;
    const [oldest] = this.#templates.keys();
    if (this.#templates.size >= templatesMax && oldest !== undefined) this.#templates.delete(oldest);
    const made = this.#makeTemplate(sizeMib);
    this.#templates.set(sizeMib, made);
    made.catch(() => this.#templates.delete(sizeMib));
    return made;
  }

  /** Made twice: the first tells how much the file system itself takes, the second adds that to the size, and what ext4 keeps back. */
  async #makeTemplate(sizeMib: number): Promise<Template> {
    const image = this.#nextImage();
    const bytes = sizeMib * oneMib;
    try {
      const overhead = await makeFileSystem(image, bytes);
      const whole = bytes + overhead + keptBack(bytes + overhead);
      await makeFileSystem(image, whole);
      this.#openRoot(image);
      return { bytes: whole, extents: readExtents(image) };
    } finally {
      rmSync(image, { force: true });
    }
  }

  /** The root directory as a /tmp has it. */
  #openRoot(image: string): void {
    const directory = `${image}.root`;
    mkdirSync(directory);
    const fd = openSync(image, "r+");
    try {
      this.#mountImage(fd, directory);
      rmdirSync(join(directory, "lost+found"));
      chmodSync(directory, 0o1777);
      unmount(directory);
    } finally {
      closeSync(fd);
      rmdirSync(directory);
    }
  }

  #mountImage(imageFd: number, target: string): void {
    const device = attachLoopDevice(imageFd);
    try {
      mount({ source: device.path, target, type: "ext4", flags: mountFlagBits, data: "nobarrier" });
    } finally {
      closeSync(device.fd);
    }
  }

  #nextImage(): string {
    this.#lastImage += 1;
    return join(this.#directory, String(this.#lastImage));
  }
}

function unmountBelow(directory: string): void {
  const points = readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "");
  for (const point of points) if (point.startsWith(`${directory}/`)) unmount(point);
}

function attach(fd: number, target: string): void {
  try {
    attachMount(fd, target);
  } finally {
    closeSync(fd);
  }
}

/** ext4 keeps a fiftieth of its blocks, at most 4,096, for what it did not expect (`reserved_clusters`). */
function keptBack(bytes: number): number {
  return Math.min(4096, Math.ceil(bytes / 4096 / 49)) * 4096;
}

/** Gives back how many bytes are not free for files. */
async function makeFileSystem(image: string, bytes: number): Promise<number> {
  const fd = openSync(image, "w");
  ftruncateSync(fd, bytes);
  closeSync(fd);
  const features = "^has_journal,^resize_inode,sparse_super2";
  const lazy = "lazy_itable_init=1,nodiscard,root_owner=0:0";
  await run("mkfs.ext4", ["-q", "-F", "-b", "4096", "-m", "0", "-O", features, "-E", lazy, "-i", "32768", image], {
    timeout: makeTimeoutMs,
  });
  return bytes - readFreeBytes(image);
}

/** From the superblock: s_free_blocks_count_lo at 12, of 4 KiB blocks. */
function readFreeBytes(image: string): number {
  const superblock = Buffer.alloc(1024);
  const fd = openSync(image, "r");
  try {
    readSync(fd, superblock, 0, superblock.length, 1024);
  } finally {
    closeSync(fd);
  }
  return superblock.readUInt32LE(12) * 4096;
}

function readExtents(image: string): readonly Extent[] {
  const extents: Extent[] = [];
  const fd = openSync(image, "r");
  try {
    for (let offset = seekSparse(fd, 0, "data"); offset !== undefined;) {
      const end = seekSparse(fd, offset, "hole") ?? offset;
      const content = Buffer.alloc(end - offset);
      readSync(fd, content, 0, content.length, offset);
      extents.push(...nonZeroBlocks(offset, content));
      offset = seekSparse(fd, end, "data");
    }
  } finally {
    closeSync(fd);
  }
  return extents;
}

/** Blocks of zeros need not be written into a sparse file. */
export function nonZeroBlocks(start: number, content: Buffer): readonly Extent[] {
  const block = 4096;
  const zeros = Buffer.alloc(block);
  const extents: { offset: number; content: Buffer }[] = [];
  for (let at = 0; at < content.length; at += block) {
    const piece = content.subarray(at, at + block);
    if (piece.equals(zeros.subarray(0, piece.length))) continue;
    const last = extents.at(-1);
    if (last !== undefined && last.offset + last.content.length === start + at) {
      last.content = content.subarray(last.offset - start, at + piece.length);
    } else extents.push({ offset: start + at, content: piece });
  }
  return extents;
}

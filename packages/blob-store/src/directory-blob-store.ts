import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";
import { parseBlobKey } from "./blob-key.ts";
import type { BlobDescription, BlobStore } from "./blob-store.ts";

const readBytes = 256 * 1024;
/** Holds what is being written. `~` occurs in no key. */
const partialName = "~partial";

/**
 * Keeps objects as files below one directory of one process. A put writes elsewhere, synchronises, renames and
 * synchronises the directories, so that a crash or power cut leaves the object whole or absent. A key that continues
 * another one (`a` and `a/b`) cannot be stored. A full disk is ServiceUnavailable and leaves nothing.
 */
export class DirectoryBlobStore implements BlobStore {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  /** Opens the store in `directory`, creating it if missing and removing what crashed puts have left. */
  static async open(directory: string): Promise<DirectoryBlobStore> {
    const root = resolve(directory);
    const partial = join(root, partialName);
    try {
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw unavailable(`The package directory ${root} cannot be written: create it and give it to Mayfly's user.`, error);
    }
    return new DirectoryBlobStore(root);
  }

  async put(key: string, content: Uint8Array): Promise<void> {
    const segments = parseBlobKey(key);
    const partial = join(this.#root, partialName, randomUUID());
    try {
      await writeDurably(partial, content);
      const directories = this.#directories(segments);
      await mkdir(directories.at(-1) ?? this.#root, { recursive: true, mode: 0o700 });
      await rename(partial, join(this.#root, ...segments));
      // Leaf first; the ancestors too, because any of them may be new.
      for (const directory of directories.toReversed()) await synchronise(directory);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw writeFailure(error);
    }
  }

  async find(key: string): Promise<AsyncIterable<Buffer> | undefined> {
    const path = this.#path(key);
    // Opened when iterated, so that a caller who never does leaks no descriptor.
    return (await describeFile(path)) === undefined ? undefined : readFile(path);
  }

  async describe(key: string): Promise<BlobDescription | undefined> {
    return await describeFile(this.#path(key));
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    try {
      await rm(path, { force: true });
      await synchronise(join(path, ".."));
    } catch (error) {
      if (!isAbsence(error)) throw unavailable("An object could not be removed.", error);
    }
  }

  async check(): Promise<void> {
    const probe = join(this.#root, partialName, randomUUID());
    try {
      await writeDurably(probe, Buffer.alloc(1));
    } catch (error) {
      throw unavailable(`The package directory ${this.#root} cannot be written: free space or mend its permissions.`, error);
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #path(key: string): string {
    return join(this.#root, ...parseBlobKey(key));
  }

  /** The root and every directory on the way to the object. */
  #directories(segments: readonly string[]): readonly string[] {
    return segments.map((_, depth) => join(this.#root, ...segments.slice(0, depth)));
  }
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  await using file = await open(path, "wx", 0o600);
  await file.writeFile(content);
  await file.sync();
}

async function synchronise(directory: string): Promise<void> {
  await using handle = await open(directory, "r");
  await handle.sync();
}

async function describeFile(path: string): Promise<BlobDescription | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? { sizeBytes: found.size } : undefined;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw unavailable("An object could not be read.", error);
  }
}

async function* readFile(path: string): AsyncGenerator<Buffer> {
  try {
    await using file = await open(path, "r");
    for (;;) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(readBytes) });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw unavailable("An object could not be read.", error);
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function isAbsence(error: unknown): boolean {
  return errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
}

function writeFailure(error: unknown): PlatformError {
  const full = errorCode(error) === "ENOSPC" || errorCode(error) === "EDQUOT";
  return unavailable(full ? "The disk of the package store is full." : "An object could not be stored.", error);
}

function unavailable(message: string, cause: unknown): PlatformError {
  return new PlatformError("ServiceUnavailable", message, { cause });
}

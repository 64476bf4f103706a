import { constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { isErrorWithCode } from "../cgroups/cgroup-files.ts";

const chunkBytes = 65_536;
/** More than a FIFO holds, so that one that is full is emptied, and a writer that never rests does not hold us. */
const drainBytesMax = 1_048_576;

const finishTimeoutMs = 1_000;

/** The agent's end of a sandbox's stdout or stderr. */
export class FifoReader {
  readonly #socket: Socket;
  readonly #fd: number;

  constructor(path: string) {
    this.#fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#socket = new Socket({ fd: this.#fd, readable: true, writable: false });
    // A reader that goes away early is no failure of the sandbox.
    this.#socket.on("error", () => {});
  }

  /** Ends when every process that could write is gone. */
  get stream(): Readable {
    return this.#socket;
  }

  /** Puts everything that has been written by now into the stream, at once. */
  drain(): void {
    this.#drainToEnd();
  }

  /**
   * Resolves when a consumer that reads has got everything, at most a second later; at once if nobody reads. To be called once all
   * writers are gone. A consumer that begins in the same turn of the event loop counts as reading.
   */
  async finish(): Promise<void> {
    // A FIFO opened after its last writer had gone never tells of its end by itself: poll(2) sees a hang-up only after it saw a writer.
    if (this.#drainToEnd() && this.#isOpen()) this.#socket.push(null);
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#socket.readableFlowing !== true || !this.#isOpen()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, finishTimeoutMs);
    this.#socket.once("close", resolve).once("end", resolve);
    await promise;
    clearTimeout(timer);
  }

  close(): void {
    this.#socket.destroy();
  }

  #isOpen(): boolean {
    return !this.#socket.destroyed && !this.#socket.readableEnded;
  }

  /** True if nothing is left and nothing can come, because nobody could write. */
  #drainToEnd(): boolean {
    for (let total = 0; total < drainBytesMax && this.#isOpen();) {
      const chunk = this.#read();
      if (chunk === undefined) return false;
      if (chunk.length === 0) return true;
      total += chunk.length;
      this.#socket.push(chunk);
    }
    return false;
  }

  /** Empty at the end; undefined if a writer may still write. */
  #read(): Buffer | undefined {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    try {
      return buffer.subarray(0, readSync(this.#fd, buffer, 0, chunkBytes, null));
    } catch (error) {
      if (isErrorWithCode(error, "EAGAIN")) return undefined;
      throw error;
    }
  }
}

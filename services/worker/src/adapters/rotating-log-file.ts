import { appendFile, mkdir, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { FunctionLogSink, FunctionLogStream } from "../ports/function-log-sink.ts";

/** Where to write and how much to keep: at most twice `fileBytesMax`. */
export interface RotatingLogFileOptions {
  readonly path: string;
  readonly fileBytesMax: number;
}

const waitingBytesMax = 4 * 1024 * 1024;

/** Writes functions' logs to one file, one line each as `GROUP STREAM\tLINE`; a full file is kept once as `PATH.1`. */
export class RotatingLogFile implements FunctionLogSink, AsyncDisposable {
  readonly enabled = true;
  readonly #options: RotatingLogFileOptions;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  /** Lines that were not kept because the disk was too slow or full. */
  droppedLines = 0;

  constructor(options: RotatingLogFileOptions) {
    this.#options = options;
  }

  write(stream: FunctionLogStream, lines: readonly string[]): void {
    const text = lines.map((line) => `${stream.logGroup} ${stream.logStream}\t${line}\n`).join("");
    if (this.#waitingBytes + text.length > waitingBytesMax) {
      this.droppedLines += lines.length;
      return;
    }
    this.#waiting.push(text);
    this.#waitingBytes += text.length;
    this.#writing ??= this.#drain();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      this.#waitingBytes = 0;
      try {
        await this.#append(batch.join(""));
      } catch {
        this.droppedLines += batch.length;
      }
    }
    this.#writing = undefined;
  }

  async #append(text: string): Promise<void> {
    const { path, fileBytesMax } = this.#options;
    await mkdir(dirname(path), { recursive: true });
    const size = await stat(path).then(
      (file) => file.size,
      () => 0,
    );
    if (size > 0 && size + text.length > fileBytesMax) await rename(path, `${path}.1`);
    await appendFile(path, text, { mode: 0o600 });
  }
}

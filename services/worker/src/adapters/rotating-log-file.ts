import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Logger } from "@mayfly/telemetry/logger";
import type { CounterMetric, Metrics } from "@mayfly/telemetry/metrics";
import type { FunctionLogSink, FunctionLogStream } from "../ports/function-log-sink.ts";

/** Where to write and how much to keep: at most twice `fileBytesMax`. */
export interface RotatingLogFileOptions {
  readonly path: string;
  readonly fileBytesMax: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const flushAfterMs = 2;
/** A disk that stays full is told of once a minute; the counter tells how much is lost. */
const warnEveryMs = 60_000;

/**
 * Writes functions' logs to one file, one line each as `GROUP STREAM\tLINE`; a full file is kept once as `PATH.1`. What is written
 * within two milliseconds goes out in one system call, so a kill of the agent loses no more than those. Synchronous on purpose: a
 * page-cache write takes some microseconds; handing it to another thread took 0.2 ms of CPU an invocation.
 */
export class RotatingLogFile implements FunctionLogSink, Disposable {
  readonly enabled = true;
  readonly #options: RotatingLogFileOptions;
  #waiting = "";
  #waitingLines = 0;
  #scheduled = false;
  #descriptor: number | undefined;
  #fileBytes = 0;
  readonly #droppedLines: CounterMetric;
  #warnedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: RotatingLogFileOptions) {
    this.#options = options;
    this.#droppedLines = options.metrics.counter({
      name: "mayfly_function_log_lines_dropped_total",
      help: "Lines of functions' logs that were not kept, because the disk was full or the file could not be opened.",
    });
  }

  write(stream: FunctionLogStream, lines: readonly string[]): void {
    const prefix = `${stream.logGroup} ${stream.logStream}\t`;
    // Joined natively: a function may write 65,536 empty lines at a time.
    this.#waiting += `${prefix}${lines.join(`\n${prefix}`)}\n`;
    this.#waitingLines += lines.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(this.#flush, flushAfterMs);
  }

  [Symbol.dispose](): void {
    this.#flush();
    this.#close();
  }

  readonly #flush = (): void => {
    this.#scheduled = false;
    if (this.#waitingLines === 0) return;
    const text = this.#waiting;
    const lines = this.#waitingLines;
    this.#waiting = "";
    this.#waitingLines = 0;
    try {
      // Apart, because `+=` reads what is added to before it calls what may set it anew.
      const descriptor = this.#openFor(Buffer.byteLength(text));
      this.#fileBytes += writeSync(descriptor, text);
    } catch (error) {
      this.#close();
      this.#dropped(lines, error);
    }
  };

  #dropped(lines: number, error: unknown): void {
    this.#droppedLines.add(undefined, lines);
    const nowMs = performance.now();
    if (nowMs - this.#warnedAtMs < warnEveryMs) return;
    this.#warnedAtMs = nowMs;
    this.#options.logger.warn("function logs not kept", { path: this.#options.path, lines, error: error instanceof Error ? error : String(error) });
  }

  /** The file to write so many bytes to: a new one if they would not fit. */
  #openFor(bytes: number): number {
    if (this.#descriptor !== undefined && this.#fileBytes + bytes <= this.#options.fileBytesMax) return this.#descriptor;
    this.#descriptor ??= this.#open();
    if (this.#fileBytes > 0 && this.#fileBytes + bytes > this.#options.fileBytesMax) {
      this.#close();
      renameSync(this.#options.path, `${this.#options.path}.1`);
      this.#descriptor = this.#open();
    }
    return this.#descriptor;
  }

  #open(): number {
    const { path } = this.#options;
    mkdirSync(dirname(path), { recursive: true });
    const descriptor = openSync(path, "a", 0o600);
    this.#fileBytes = fstatSync(descriptor).size;
    return descriptor;
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

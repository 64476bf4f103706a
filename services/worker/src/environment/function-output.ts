import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { limits } from "@mayfly/domain/limits";
import type { Sandbox } from "@mayfly/sandbox/sandbox-driver";
import { LogTail } from "../core/log-tail.ts";
import type { FunctionLogSink, FunctionLogStream } from "../ports/function-log-sink.ts";

/** What of a sandbox its output is read from. */
type OutputSource = Pick<Sandbox, "stdout" | "stderr" | "drainOutput">;

/** What one environment's processes write: the tail of the running invocation, and whole lines for the log sink. */
export class FunctionOutput {
  readonly #sandbox: OutputSource;
  readonly #sink: FunctionLogSink;
  readonly #stream: FunctionLogStream;
  readonly #tail = new LogTail(limits.logTailBytes);
  #unfinished = "";
  #soon = "";

  constructor(sandbox: OutputSource, sink: FunctionLogSink, stream: FunctionLogStream) {
    this.#sandbox = sandbox;
    this.#sink = sink;
    this.#stream = stream;
    for (const output of [sandbox.stdout, sandbox.stderr]) {
      const decoder = new StringDecoder("utf8");
      output.on("data", (chunk: Buffer) => this.#take(chunk, decoder));
      output.on("error", () => undefined);
    }
  }

  /** True if somebody keeps lines, so that START, END and REPORT are worth making. */
  get kept(): boolean {
    return this.#sink.enabled;
  }

  /** Adds lines of the platform, each with its line feed. */
  add(lines: string): void {
    this.#addWaiting();
    this.#tail.push(Buffer.from(lines));
    if (!this.#sink.enabled) return;
    const written = this.#unfinished === "" ? lines : `${this.#unfinished}\n${lines}`;
    this.#unfinished = "";
    this.#sink.write(this.#stream, written.slice(0, -1).split("\n"));
  }

  /**
   * Adds lines once the output that was written before them has been read, without asking for it: what a function wrote before
   * its answer is ready to be read in the same turn of the event loop.
   */
  addSoon(lines: string): void {
    this.#soon = lines;
    setImmediate(() => this.#addWaiting());
  }

  /** Takes everything that has been written by now. */
  drain(): void {
    this.#sandbox.drainOutput();
    for (const output of [this.#sandbox.stdout, this.#sandbox.stderr]) emptyBuffer(output);
  }

  /** The last 4 KB since `clear`. */
  tail(): Buffer {
    return this.#tail.read();
  }

  /** The next invocation's tail begins. */
  clear(): void {
    this.#tail.clear();
  }

  #addWaiting(): void {
    if (this.#soon === "") return;
    const lines = this.#soon;
    this.#soon = "";
    this.add(lines);
  }

  /** `decoder` keeps what a chunk has of a character that the next one ends. */
  #take(chunk: Buffer, decoder: StringDecoder): void {
    this.#tail.push(chunk);
    if (!this.#sink.enabled) return;
    const lines = (this.#unfinished + decoder.write(chunk)).split("\n");
    this.#unfinished = lines.pop() ?? "";
    if (this.#unfinished.length > limits.logLineBytesMax) {
      lines.push(this.#unfinished);
      this.#unfinished = "";
    }
    if (lines.length > 0) this.#sink.write(this.#stream, lines);
  }
}

/** A flowing stream may hold what was pushed outside of its own reads; reading hands it to the listeners now. */
function emptyBuffer(output: Readable): void {
  while (output.readableLength > 0 && output.read() !== null);
}

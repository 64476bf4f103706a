import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { limits } from "@mayfly/domain/limits";
import type { Sandbox } from "@mayfly/sandbox/sandbox-driver";
import { LogTail } from "../core/log-tail.ts";
import { OutputAllowance, OutputShare } from "../core/output-allowance.ts";
import type { FunctionLogSink, FunctionLogStream } from "../ports/function-log-sink.ts";

/** What of a sandbox its output is read from. */
type OutputSource = Pick<Sandbox, "stdout" | "stderr" | "drainOutput"> & { readonly supervision?: Sandbox["supervision"] };

/** Whose output it is. */
export type OutputOrigin = "function" | "extension";

/** Takes lines beside the log, as they come; the platform's own are not among them. */
export interface OutputListener {
  /** False if nobody listens: then nobody makes lines. */
  readonly wantsLines: boolean;
  onLines(origin: OutputOrigin, lines: readonly string[]): void;
}

/** Listens to nothing. */
const noOutputListener: OutputListener = { wantsLines: false, onLines() {} };

interface OutputPart {
  readonly origin: OutputOrigin;
  readonly output: Readable;
  /** Keeps what a chunk has of a character that the next one ends. */
  readonly decoder: StringDecoder;
  unfinished: string;
}

/** What of an agent's time and disk its functions' output may take together. */
const agentShare = new OutputShare();

/** Where an environment's output goes. */
interface OutputOptions {
  readonly sink: FunctionLogSink;
  readonly stream: FunctionLogStream;
  readonly listener?: OutputListener;
  readonly share?: OutputShare;
}

/** What one environment's processes write: the tail of the running invocation, and whole lines for the log sink. */
export class FunctionOutput {
  readonly #sandbox: OutputSource;
  readonly #sink: FunctionLogSink;
  readonly #stream: FunctionLogStream;
  readonly #tail = new LogTail(limits.logTailBytes);
  readonly #allowance: OutputAllowance;
  readonly #parts: readonly OutputPart[];
  readonly #listener: OutputListener;
  #soon = "";
  /** Runs while no more is read, because too much has been. */
  #pause: NodeJS.Timeout | undefined;

  constructor(sandbox: OutputSource, { sink, stream, listener = noOutputListener, share = agentShare }: OutputOptions) {
    this.#sandbox = sandbox;
    this.#sink = sink;
    this.#stream = stream;
    this.#listener = listener;
    this.#allowance = new OutputAllowance(share, performance.now());
    this.#parts = [
      partOf("function", sandbox.stdout),
      partOf("function", sandbox.stderr),
      ...(sandbox.supervision === undefined ? [] : [partOf("extension", sandbox.supervision.output)]),
    ];
    for (const part of this.#parts) {
      part.output.on("data", (chunk: Buffer) => this.#take(chunk, part));
      part.output.on("error", () => undefined);
      part.output.once("close", () => this.#allowance.end());
    }
  }

  /** True if somebody keeps lines, so that START, END and REPORT are worth making. */
  get kept(): boolean {
    return this.#sink.enabled;
  }

  /** Adds lines of the platform, each with its line feed. */
  add(lines: string): void {
    this.#addWaiting();
    if (lines === "") return;
    this.#tail.push(Buffer.from(lines));
    this.note(lines);
  }

  /** Adds lines of the platform that no invocation's tail has. */
  note(lines: string): void {
    if (lines === "") return;
    for (const part of this.#parts) this.#finishLine(part);
    if (this.#sink.enabled) this.#sink.write(this.#stream, lines.slice(0, -1).split("\n"));
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
    for (const { output } of this.#parts) emptyBuffer(output);
  }

  /** The last 4 KB since `clear`. */
  tail(): Buffer {
    return this.#tail.read();
  }

  /** The next invocation's tail begins. */
  clear(): void {
    this.#tail.clear();
  }

  /** Reads nothing for a while if that was too much: the pipe fills, and whoever writes waits. */
  #spend(chunk: Buffer, lines: number): void {
    const pauseMs = this.#allowance.spend({ bytes: chunk.length, lines }, performance.now());
    if (pauseMs === 0 || this.#pause !== undefined) return;
    for (const { output } of this.#parts) output.pause();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#allowance.end();
      for (const { output } of this.#parts) output.resume();
    }, pauseMs);
  }

  #addWaiting(): void {
    if (this.#soon === "") return;
    const lines = this.#soon;
    this.#soon = "";
    this.add(lines);
  }

  #take(chunk: Buffer, part: OutputPart): void {
    this.#tail.push(chunk);
    if (!this.#sink.enabled && !this.#listener.wantsLines) return this.#spend(chunk, 0);
    const lines = (part.unfinished + part.decoder.write(chunk)).split("\n");
    this.#spend(chunk, lines.length - 1);
    part.unfinished = lines.pop() ?? "";
    if (part.unfinished.length > limits.logLineBytesMax) {
      lines.push(part.unfinished);
      part.unfinished = "";
    }
    if (lines.length > 0) this.#pass(part.origin, lines);
  }

  #finishLine(part: OutputPart): void {
    if (part.unfinished === "") return;
    const line = part.unfinished;
    part.unfinished = "";
    this.#pass(part.origin, [line]);
  }

  #pass(origin: OutputOrigin, lines: readonly string[]): void {
    if (this.#sink.enabled) this.#sink.write(this.#stream, lines);
    if (this.#listener.wantsLines) this.#listener.onLines(origin, lines);
  }
}

function partOf(origin: OutputOrigin, output: Readable): OutputPart {
  return { origin, output, decoder: new StringDecoder("utf8"), unfinished: "" };
}

/** A flowing stream may hold what was pushed outside of its own reads; reading hands it to the listeners now. */
function emptyBuffer(output: Readable): void {
  while (output.readableLength > 0 && output.read() !== null);
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FrameReader, encodeInitFrame, encodeInvokePreamble, toAgentFrames, type InvokeHeader } from "./frame-protocol.ts";

const nodeArguments = [fileURLToPath(new URL("../bootstraps/node/bootstrap.cjs", import.meta.url))];
/** What starts the Python bootstrap, as its manifests do. */
export const pythonArguments: readonly string[] = ["-S", fileURLToPath(new URL("../bootstraps/python/bootstrap.py", import.meta.url))];

/** A frame as the bootstrap sent it. */
export interface ReceivedFrame {
  readonly type: keyof typeof toAgentFrames;
  readonly payload: Buffer;
}

/** A function's files by path. */
export type FunctionFiles = Readonly<Record<string, string>>;

/** A real bootstrap on a real interpreter, Node's if none is named, without a sandbox, with this test in the agent's place. */
export class BootstrapProcess implements AsyncDisposable {
  readonly taskRoot: string;
  readonly #child: ChildProcess;
  readonly #channel: Socket;
  readonly #frames: ReceivedFrame[] = [];
  readonly #exited: Promise<unknown>;
  #output = "";
  #wake: () => void = () => {};

  constructor(interpreter: string, files: FunctionFiles, programArguments: readonly string[] = nodeArguments) {
    this.taskRoot = mkdtempSync(join(tmpdir(), "mayfly-bootstrap-"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.taskRoot, path)), { recursive: true });
      writeFileSync(join(this.taskRoot, path), text);
    }
    this.#child = spawn(interpreter, [...programArguments, "prewarm"], { stdio: ["ignore", "pipe", "pipe", "pipe"], env: { PATH: "/bin", TZ: ":UTC" } });
    this.#exited = once(this.#child, "close");
    const channel = this.#child.stdio[3];
    if (!(channel instanceof Socket)) throw new Error("descriptor 3 is no socket");
    this.#channel = channel;
    const names = new Map(Object.entries(toAgentFrames).map(([name, type]) => [type as number, name]));
    const reader = new FrameReader(8 * 1024 * 1024, {
      onFrame: (type, payload) => {
        const name = names.get(type);
        if (name === undefined) throw new Error(`unknown frame type ${type}`);
        // The map was made from this very table.
        this.#frames.push({ type: name as ReceivedFrame["type"], payload: Buffer.from(payload) });
        this.#wake();
      },
      onOversizedFrame: (_type, bytes) => this.#frames.push({ type: "response", payload: Buffer.from(`oversized ${bytes}`) }),
    });
    channel.on("data", (chunk: Buffer) => reader.push(chunk));
    channel.on("error", () => {});
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on("data", (chunk: Buffer) => (this.#output += chunk.toString()));
    void this.#exited.then(() => this.#wake());
  }

  /** Waits until the process has booted, then gives it the function. */
  async initialize(handler: string, variables: Readonly<Record<string, string>> = {}): Promise<ReceivedFrame> {
    const ready = await this.next();
    if (ready.type !== "ready") throw new Error(`first frame is ${ready.type}`);
    this.#channel.write(
      encodeInitFrame({
        _HANDLER: handler,
        LAMBDA_TASK_ROOT: this.taskRoot,
        AWS_LAMBDA_FUNCTION_NAME: "greeter",
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
        AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/greeter",
        AWS_LAMBDA_LOG_STREAM_NAME: "2026/01/01/[$LATEST]0123",
        ...variables,
      }),
    );
    return await this.next();
  }

  /** Sends one invocation; its frames are read with `next`. */
  send(event: string, header: Partial<InvokeHeader> = {}): void {
    const bytes = Buffer.from(event);
    const whole = {
      requestId: "11111111-2222-4333-8444-555555555555",
      deadlineMs: Date.now() + 3000,
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:greeter",
      ...header,
    };
    this.#channel.write(encodeInvokePreamble(whole, bytes.length));
    this.#channel.write(bytes);
  }

  /** Sends one invocation and reads its first frame. */
  async invoke(event = "{}", header: Partial<InvokeHeader> = {}): Promise<ReceivedFrame> {
    this.send(event, header);
    return await this.next();
  }

  /** The next frame; fails when the process has ended or 10 s have passed. */
  async next(): Promise<ReceivedFrame> {
    const deadline = AbortSignal.timeout(10_000);
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) {
        // What was written before the frame is in the pipes already; two turns of the loop read it.
        await nextTurn();
        await nextTurn();
        return frame;
      }
      if (this.#child.exitCode !== null) throw new Error(`the process ended with ${this.#child.exitCode}: ${this.#output}`);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      this.#wake = resolve;
      deadline.onabort = () => reject(new Error(`no frame in 10 s; output: ${this.#output}`));
      await promise;
    }
  }

  /** Resolves with the exit code once the process has ended and all its output is read. */
  async exitCode(): Promise<number | null> {
    await this.#exited;
    return this.#child.exitCode;
  }

  /** Everything written to stdout and stderr so far. */
  get output(): string {
    return this.#output;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
    rmSync(this.taskRoot, { recursive: true, force: true });
  }
}

/** The JSON of a response or error frame, and whether the runtime has asked for the next invocation with it. */
export function readAnswer(frame: ReceivedFrame): { readonly type: string; readonly next: boolean; readonly value: unknown } {
  return { type: frame.type, next: frame.payload.readUInt8(0) === 1, value: JSON.parse(frame.payload.toString("utf8", 1)) };
}

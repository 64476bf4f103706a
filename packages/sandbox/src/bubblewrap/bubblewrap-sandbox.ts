import { closeSync, constants, openSync } from "node:fs";
import type { Server, Socket } from "node:net";
import type { Readable } from "node:stream";
import type { Sandbox, SandboxBinding, SandboxExit, SandboxUsage, Supervision } from "../sandbox-driver.ts";
import { CgroupMeter } from "./cgroup-meter.ts";
import { FifoReader } from "./fifo-reader.ts";
import type { SandboxSockets } from "./helper-client.ts";
import type { CreatedSandbox, ExitReport } from "./helper-messages.ts";
import type { HelperSupervisor } from "./helper-supervisor.ts";
import { unavailable } from "./unavailable.ts";

/** Longer than the helper waits for what does not end. */
const disposeTimeoutMs = 30_000;

/** What a sandbox is reached by. */
export interface SandboxConnections {
  readonly helper: HelperSupervisor;
  readonly sockets: SandboxSockets;
  /** Called once it is gone. */
  readonly forget: () => void;
}

/** The agent's half of a sandbox: sockets, output and metering; everything else is asked of the helper. */
export class BubblewrapSandbox implements Sandbox {
  readonly sandboxId: string;
  readonly channel: Socket;
  readonly runtimeApi: Server;
  readonly door: Server;
  readonly supervision: Supervision | undefined;
  readonly exited: Promise<SandboxExit>;
  readonly #helper: HelperSupervisor;
  readonly #stdout: FifoReader;
  readonly #stderr: FifoReader;
  readonly #companions: FifoReader | undefined;
  readonly #meter: CgroupMeter;
  readonly #forget: () => void;
  readonly #exitStatusFd: number;
  readonly #reportExit: (exit: SandboxExit) => void;
  #isBound = false;
  #disposal: Promise<void> | undefined;

  constructor(sandboxId: string, created: CreatedSandbox, own: SandboxConnections) {
    this.sandboxId = sandboxId;
    this.channel = own.sockets.channel;
    this.runtimeApi = own.sockets.runtimeApi;
    this.door = own.sockets.door;
    // A process that dies resets its connection; `exited` is what tells of it.
    this.channel.on("error", () => {});
    this.#helper = own.helper;
    this.#forget = own.forget;
    this.#exitStatusFd = openSync(created.exitStatusPath, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#stdout = new FifoReader(created.stdoutPath);
    this.#stderr = new FifoReader(created.stderrPath);
    this.#companions = created.companionsPath === undefined ? undefined : new FifoReader(created.companionsPath);
    this.supervision = superviseBy(own.sockets.control, this.#companions);
    this.#meter = new CgroupMeter(created.meterFiles);
    const { promise, resolve } = Promise.withResolvers<SandboxExit>();
    this.exited = promise;
    this.#reportExit = resolve;
  }

  get stdout(): Readable {
    return this.#stdout.stream;
  }

  get stderr(): Readable {
    return this.#stderr.stream;
  }

  async bind(binding: SandboxBinding): Promise<void> {
    if (this.#isBound) throw new Error(`sandbox ${this.sandboxId} is bound already`);
    this.#isBound = true;
    try {
      await this.#helper.request("bind", { sandboxId: this.sandboxId, ...binding });
    } catch (cause) {
      throw unavailable("Code and layers cannot be shown in the sandbox", cause);
    }
  }

  async limitProcessor(processors: number): Promise<void> {
    await this.#helper.request("limitProcessor", { sandboxId: this.sandboxId, processors });
  }

  async freeze(): Promise<void> {
    await this.#helper.request("freeze", { sandboxId: this.sandboxId });
  }

  async thaw(): Promise<void> {
    await this.#helper.request("thaw", { sandboxId: this.sandboxId });
  }

  kill(): void {
    // Where no helper can be had, its sandboxes are ended.
    this.#helper.request("kill", { sandboxId: this.sandboxId }).catch(() => {});
  }

  terminate(): void {
    // A sandbox that has ended has nothing to terminate.
    this.#helper.request("terminate", { sandboxId: this.sandboxId }).catch(() => {});
  }

  connect(port: number): Promise<Socket> {
    return this.#helper.perform((helper) => helper.connect(this.sandboxId, port));
  }

  drainOutput(): void {
    this.#stdout.drain();
    this.#stderr.drain();
    this.#companions?.drain();
  }

  async usage(): Promise<SandboxUsage> {
    return this.#meter.read();
  }

  async resetUsage(): Promise<void> {
    this.#meter.reset();
  }

  /** The helper's word that everything inside has ended. Only the first is reported. */
  async end(report: ExitReport): Promise<void> {
    this.#meter.read();
    await Promise.all([this.#stdout.finish(), this.#stderr.finish(), this.#companions?.finish()]);
    this.#reportExit(report);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposal ??= this.#dispose();
    return this.#disposal;
  }

  async #dispose(): Promise<void> {
    try {
      await this.#helper.request("dispose", { sandboxId: this.sandboxId }, disposeTimeoutMs);
    } finally {
      await this.end({ exitCode: undefined, signal: "SIGKILL", outOfMemory: false });
      this.#meter.close();
      closeSync(this.#exitStatusFd);
      this.channel.destroy();
      this.runtimeApi.close();
      this.door.close();
      this.#stdout.close();
      this.#stderr.close();
      this.#companions?.close();
      this.supervision?.control.destroy();
      this.#forget();
    }
  }
}

function superviseBy(control: Socket | undefined, companions: FifoReader | undefined): Supervision | undefined {
  // A process that dies resets its connection; `exited` is what tells of it.
  control?.on("error", () => {});
  return control === undefined || companions === undefined ? undefined : { control, output: companions.stream };
}

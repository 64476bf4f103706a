import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Server, Socket } from "node:net";
import type { ProcessIdentity } from "@mayfly/kernel/process-identity";
import type { Logger } from "@mayfly/telemetry/logger";
import type { HelperCommand } from "./helper-command.ts";
import type { ExitReport, HelperMessage, HelperMethod, HelperMethods, HelperRequest, SocketPart } from "./helper-messages.ts";

/** The sockets of a sandbox that the helper has sent. */
export interface SandboxSockets {
  readonly channel: Socket;
  readonly runtimeApi: Server;
  readonly door: Server;
  readonly control: Socket | undefined;
}

interface Waiter {
  readonly resolve: (response: HelperMethods[HelperMethod]["response"]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** What the client tells its owner. */
export interface HelperEvents {
  readonly onExit: (sandboxId: string, report: ExitReport) => void;
  /** There is a new anchor; its socket closes when it ends, and the other way round. */
  readonly onLifeline: (socket: Socket, anchor: ProcessIdentity) => void;
  /** The helper has died without being asked. */
  readonly onLost: () => void;
}

/** A request that has no deadline of its own: what a helper does then it does in milliseconds. */
const requestTimeoutMs = 10_000;
const stopTimeoutMs = 30_000;
/** A helper that was told to stop and has let go of its agent ends within this time, or is killed. */
const endTimeoutMs = 10_000;
/** The last words of a helper that has ended are read within this time. */
const lastWordsMs = 250;
/** Characters of the helper's stderr that are kept for the message when it dies. */
const wordsMax = 2_000;

/** One helper process and the requests under way to it. When it dies, they are rejected. */
export class HelperClient {
  readonly #child: ChildProcess;
  readonly #logger: Logger;
  readonly #events: HelperEvents;
  readonly #waiters = new Map<number, Waiter>();
  readonly #sockets = new Map<string, { -readonly [Part in SocketPart]?: SandboxSockets[Part] | undefined }>();
  /** Connections that somebody waits for, once they have come. */
  readonly #connections = new Map<string, Socket | undefined>();
  readonly #ended: Promise<void>;
  #lastRequestId = 0;
  #words = "";
  #hasAnswered = false;
  #hasEnded = false;
  #stopping = false;

  constructor(command: HelperCommand, logger: Logger, events: HelperEvents) {
    this.#logger = logger;
    this.#events = events;
    this.#child = startHelperProcess(command);
    this.#child.stderr?.on("data", (chunk: Buffer) => this.#hear(chunk.toString()));
    // Sent by helper/main.ts, which shares these types.
    this.#child.on("message", (message, handle) => this.#receive(message as HelperMessage, handle));
    this.#ended = this.#watch();
  }

  /** Resolves once the helper has ended and everything that waited for it has been told. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** True once the helper has ended. */
  get isLost(): boolean {
    return this.#hasEnded || !this.#child.connected;
  }

  /** Asks and waits, at most `timeoutMs`. A helper that is late does what it was asked all the same. */
  request<Method extends HelperMethod>(
    method: Method,
    body: HelperMethods[Method]["request"],
    timeoutMs = requestTimeoutMs,
  ): Promise<HelperMethods[Method]["response"]> {
    const { promise, resolve, reject } = Promise.withResolvers<HelperMethods[Method]["response"]>();
    if (this.isLost) return Promise.reject(new Error(`the sandbox helper has ended ${this.#words}`.trim()));
    this.#lastRequestId += 1;
    const requestId = this.#lastRequestId;
    const timer = setTimeout(() => this.#fail(requestId, `the sandbox helper did not answer ${method}`), timeoutMs);
    // The answer to a request is of that request's method: helper/main.ts pairs them by type.
    const settle = resolve as Waiter["resolve"];
    this.#waiters.set(requestId, { resolve: settle, reject, timer });
    const message: HelperRequest = { requestId, method, body };
    this.#child.send(message, (error) => error && void this.#failOnceEnded(requestId, error));
    return promise;
  }

  /** Keeps the sockets of a sandbox that will be created until `takeSockets`; those that come at any other time are closed. */
  expectSockets(sandboxId: string): void {
    this.#sockets.set(sandboxId, {});
  }

  /** Hands out the sockets of a sandbox, which come before the answer to `create`. */
  takeSockets(sandboxId: string): SandboxSockets | undefined {
    const { channel, runtimeApi, door, control } = this.#sockets.get(sandboxId) ?? {};
    this.#sockets.delete(sandboxId);
    if (channel !== undefined && runtimeApi !== undefined && door !== undefined) return { channel, runtimeApi, door, control };
    channel?.destroy();
    runtimeApi?.close();
    door?.close();
    control?.destroy();
    return undefined;
  }

  /** Connects to a server inside a sandbox. Rejects if none listens. */
  async connect(sandboxId: string, port: number): Promise<Socket> {
    const connectionId = randomUUID();
    this.#connections.set(connectionId, undefined);
    try {
      await this.request("connect", { sandboxId, port, connectionId });
      const connection = this.#connections.get(connectionId);
      if (connection === undefined) throw new Error("the helper did not send the connection");
      return connection;
    } finally {
      this.#connections.delete(connectionId);
    }
  }

  /** Ends a helper that does not answer, whatever it is at; that is a loss as any other. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Lets the helper end its sandboxes and itself. */
  async stop(): Promise<void> {
    this.#stopping = true;
    try {
      if (!this.isLost) await this.request("stop", undefined, stopTimeoutMs);
    } catch (error) {
      this.#logger.warn("sandbox helper did not stop cleanly", { error: error instanceof Error ? error : undefined });
    }
    if (this.#child.connected) this.#child.disconnect();
    const lastResort = setTimeout(() => this.#child.kill("SIGKILL"), endTimeoutMs);
    await this.#ended;
    clearTimeout(lastResort);
  }

  #receive(message: HelperMessage, handle: unknown): void {
    switch (message.kind) {
      case "answer":
        this.#hasAnswered = true;
        return this.#settle(message.requestId)?.resolve(message.response);
      case "failure":
        return this.#fail(message.requestId, message.message);
      case "exit":
        return this.#events.onExit(message.sandboxId, message.report);
      case "handle":
        return this.#keepHandle(message.sandboxId, message.part, handle);
      case "lifeline":
        if (handle instanceof Socket) this.#events.onLifeline(handle, message.anchor);
        return undefined;
      case "connection":
        if (handle instanceof Socket) this.#keepConnection(message.connectionId, handle);
        return undefined;
    }
  }

  #keepHandle(sandboxId: string, part: SocketPart, handle: unknown): void {
    const sockets = this.#sockets.get(sandboxId);
    if (sockets === undefined) {
      if (handle instanceof Socket) handle.destroy();
      if (handle instanceof Server) handle.close();
      return;
    }
    if ((part === "channel" || part === "control") && handle instanceof Socket) sockets[part] = handle;
    if ((part === "runtimeApi" || part === "door") && handle instanceof Server) sockets[part] = handle;
  }

  /** One that comes too late is closed. */
  #keepConnection(connectionId: string, connection: Socket): void {
    if (this.#connections.has(connectionId)) this.#connections.set(connectionId, connection);
    else connection.destroy();
  }

  #settle(requestId: number): Waiter | undefined {
    const waiter = this.#waiters.get(requestId);
    this.#waiters.delete(requestId);
    clearTimeout(waiter?.timer);
    return waiter;
  }

  /** A helper that cannot be written to is ending, and its last words say why: `#lose` tells them before this does. */
  async #failOnceEnded(requestId: number, error: Error): Promise<void> {
    await this.#ended;
    this.#fail(requestId, error.message);
  }

  #fail(requestId: number, message: string): void {
    this.#settle(requestId)?.reject(new Error(message));
  }

  /** Resolves when the helper has ended and the last of its stderr, which says why, has been read. */
  async #watch(): Promise<void> {
    const { promise: exited, resolve } = Promise.withResolvers<void>();
    this.#child.once("exit", () => resolve());
    this.#child.once("error", (error) => {
      this.#hear(error.message);
      resolve();
    });
    const { stderr } = this.#child;
    // Not the child's own 'close': it never comes once we have disconnected from it.
    const silent = new Promise<void>((done) => (stderr === null ? done() : stderr.once("close", () => done())));
    await exited;
    // A process that the helper has left may hold its stderr open for ever.
    const { promise: waitedEnough, resolve: stopWaiting } = Promise.withResolvers<void>();
    const timer = setTimeout(stopWaiting, lastWordsMs);
    await Promise.race([silent, waitedEnough]);
    clearTimeout(timer);
    stderr?.destroy();
    this.#lose();
  }

  #hear(words: string): void {
    this.#words = `${this.#words}${words}`.slice(-wordsMax);
    // Before that they are part of the error that says why it did not start.
    if (this.#hasAnswered) this.#logger.warn("sandbox helper wrote", { text: words.trim() });
  }

  #lose(): void {
    this.#hasEnded = true;
    const words = this.#words.trim();
    const message = words === "" ? "the sandbox helper has ended" : `the sandbox helper has ended: ${words}`;
    for (const requestId of this.#waiters.keys()) this.#fail(requestId, message);
    for (const sandboxId of this.#sockets.keys()) this.takeSockets(sandboxId);
    if (this.#stopping) return;
    this.#stopping = true;
    this.#events.onLost();
  }
}

function startHelperProcess(command: HelperCommand): ChildProcess {
  return spawn(command.program, command.arguments, {
    env: command.environment,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

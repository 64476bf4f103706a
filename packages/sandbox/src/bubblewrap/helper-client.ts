import { fork, type ChildProcess } from "node:child_process";
import { Server, Socket } from "node:net";
import type { Logger } from "@mayfly/telemetry/logger";
import type { ExitReport, HelperMessage, HelperMethod, HelperMethods, HelperRequest } from "./helper-messages.ts";

/** The sockets of a sandbox that the helper has sent. */
export interface SandboxSockets {
  readonly channel: Socket;
  readonly runtimeApi: Server;
}

interface Waiter {
  readonly resolve: (response: HelperMethods[HelperMethod]["response"]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** What the client tells its owner. */
export interface HelperEvents {
  readonly onExit: (sandboxId: string, report: ExitReport) => void;
  /** The helper has died without being asked; all its sandboxes die with it. */
  readonly onLost: () => void;
}

const requestTimeoutMs = 30_000;

/** One helper process and the requests under way to it. When it dies, they are rejected. */
export class HelperClient {
  readonly #child: ChildProcess;
  readonly #logger: Logger;
  readonly #events: HelperEvents;
  readonly #waiters = new Map<number, Waiter>();
  readonly #sockets = new Map<string, { channel?: Socket; runtimeApi?: Server }>();
  readonly #ended: Promise<void>;
  #lastRequestId = 0;
  #stopping = false;

  constructor(logger: Logger, events: HelperEvents) {
    this.#logger = logger;
    this.#events = events;
    this.#child = startHelperProcess();
    // Sent by helper/main.ts, which shares these types.
    this.#child.on("message", (message, handle) => this.#receive(message as HelperMessage, handle));
    this.#ended = new Promise((resolve) => this.#child.once("exit", () => resolve(this.#lose())));
    this.#child.once("error", () => this.#lose());
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** True once the helper has ended. */
  get isLost(): boolean {
    return !this.#child.connected;
  }

  /** Asks and waits, at most 30 s. */
  request<Method extends HelperMethod>(
    method: Method,
    body: HelperMethods[Method]["request"],
  ): Promise<HelperMethods[Method]["response"]> {
    const { promise, resolve, reject } = Promise.withResolvers<HelperMethods[Method]["response"]>();
    if (!this.#child.connected) return Promise.reject(new Error("the sandbox helper has ended"));
    this.#lastRequestId += 1;
    const requestId = this.#lastRequestId;
    const timer = setTimeout(() => this.#fail(requestId, `the sandbox helper did not answer ${method}`), requestTimeoutMs);
    // The answer to a request is of that request's method: helper/main.ts pairs them by type.
    const settle = resolve as Waiter["resolve"];
    this.#waiters.set(requestId, { resolve: settle, reject, timer });
    const message: HelperRequest = { requestId, method, body };
    this.#child.send(message, (error) => error && this.#fail(requestId, error.message));
    return promise;
  }

  /** Hands out the sockets of a sandbox, which come before the answer to `create`. */
  takeSockets(sandboxId: string): SandboxSockets | undefined {
    const { channel, runtimeApi } = this.#sockets.get(sandboxId) ?? {};
    this.#sockets.delete(sandboxId);
    if (channel !== undefined && runtimeApi !== undefined) return { channel, runtimeApi };
    channel?.destroy();
    runtimeApi?.close();
    return undefined;
  }

  /** Lets the helper end its sandboxes and itself. */
  async stop(): Promise<void> {
    this.#stopping = true;
    try {
      await this.request("stop", undefined);
    } catch (error) {
      this.#logger.warn("sandbox helper did not stop cleanly", { error: error instanceof Error ? error : undefined });
    }
    if (this.#child.connected) this.#child.disconnect();
    await this.#ended;
  }

  #receive(message: HelperMessage, handle: unknown): void {
    switch (message.kind) {
      case "answer":
        return this.#settle(message.requestId)?.resolve(message.response);
      case "failure":
        return this.#fail(message.requestId, message.message);
      case "exit":
        return this.#events.onExit(message.sandboxId, message.report);
      case "handle":
        return this.#keepHandle(message.sandboxId, message.part, handle);
    }
  }

  #keepHandle(sandboxId: string, part: "channel" | "runtimeApi", handle: unknown): void {
    const sockets = this.#sockets.get(sandboxId) ?? {};
    this.#sockets.set(sandboxId, sockets);
    if (part === "channel" && handle instanceof Socket) sockets.channel = handle;
    if (part === "runtimeApi" && handle instanceof Server) sockets.runtimeApi = handle;
  }

  #settle(requestId: number): Waiter | undefined {
    const waiter = this.#waiters.get(requestId);
    this.#waiters.delete(requestId);
    clearTimeout(waiter?.timer);
    return waiter;
  }

  #fail(requestId: number, message: string): void {
    this.#settle(requestId)?.reject(new Error(message));
  }

  #lose(): void {
    for (const requestId of this.#waiters.keys()) this.#fail(requestId, "the sandbox helper has ended");
    for (const sandboxId of this.#sockets.keys()) this.takeSockets(sandboxId);
    if (this.#stopping) return;
    this.#stopping = true;
    this.#events.onLost();
  }
}

function startHelperProcess(): ChildProcess {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return fork(new URL(`./helper/main.${extension}`, import.meta.url), {
    // Nothing of the agent's environment or flags may reach sandboxes by way of the helper.
    env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
    execArgv: ["--max-old-space-size=128"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

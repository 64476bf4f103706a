import { createServer, connect, type Server, type Socket } from "node:net";

/** A TCP proxy on loopback whose network a test owns. */
export class FaultProxy implements AsyncDisposable {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #delayMs = 0;
  #open = true;

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target;
    this.#server = createServer((client) => this.#join(client));
  }

  /** Forwards to `host:port` from a free port of its own. */
  static async start(target: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await new Promise<void>((resolve) => void proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy is not listening");
    return address.port;
  }

  /** Ends every connection without a word and refuses new ones. */
  cut(): void {
    this.#open = false;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Takes connections again. */
  mend(): void {
    this.#open = true;
  }

  /** Makes what the target sends late by `delayMs` from now on; order stays. */
  slowDown(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(client: Socket): void {
    if (!this.#open) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(this.#target);
    for (const [socket, peer] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => peer.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        peer.destroy();
      });
    }
    client.on("data", (chunk) => upstream.write(chunk));
    let lastDueMs = 0;
    upstream.on("data", (chunk) => {
      lastDueMs = Math.max(lastDueMs, performance.now() + this.#delayMs);
      const late = lastDueMs - performance.now();
      if (late < 1) client.write(chunk);
      else setTimeout(() => client.write(chunk), late);
    });
  }
}

import { Agent, request } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TelemetryDestination } from "./telemetry-request.ts";

/** Opens a connection to a server inside the sandbox. */
export type ConnectInside = (port: number) => Promise<Socket>;

/** Delivers batches to one destination. */
export interface TelemetrySender extends Disposable {
  /** Sends events, each JSON text. Rejects if they did not arrive, as far as the protocol tells. */
  send(events: readonly string[]): Promise<void>;
}

/** What a destination may say to one batch. Nobody reads it, and taking it costs the agent's time: one that says more is cut off. */
const answerBytesMax = 64 * 1024;

/** The sender for a destination. */
export function createTelemetrySender(destination: TelemetryDestination, connect: ConnectInside): TelemetrySender {
  return destination.protocol === "HTTP" ? new HttpSender(destination, connect) : new TcpSender(destination.port, connect);
}

/** One JSON array a batch, by PUT or POST, on one connection that is kept. */
class HttpSender implements TelemetrySender {
  readonly #destination: Extract<TelemetryDestination, { protocol: "HTTP" }>;
  readonly #connections: SenderConnections;
  readonly #agent: Agent;

  constructor(destination: Extract<TelemetryDestination, { protocol: "HTTP" }>, connect: ConnectInside) {
    this.#destination = destination;
    this.#connections = new SenderConnections(connect);
    this.#agent = new InsideAgent(() => this.#connections.open(destination.port));
  }

  async send(events: readonly string[]): Promise<void> {
    const { port, path, method } = this.#destination;
    this.#connections.begin();
    const body = `[${events.join(",")}]`;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    const sent = request({ host: "sandbox.localdomain", port, path, method, agent: this.#agent, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.on("close", () => reject(new Error("the answer broke off")));
    });
    sent.on("error", reject);
    sent.end(body);
    const status = await promise;
    if (status >= 300) throw new Error(`the destination answered ${status}`);
  }

  [Symbol.dispose](): void {
    this.#connections[Symbol.dispose]();
    this.#agent.destroy();
  }
}

/** An HTTP agent whose connections lead into the sandbox. */
class InsideAgent extends Agent {
  readonly #connect: () => Promise<Socket>;

  constructor(connect: () => Promise<Socket>) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#connect = connect;
  }

  override createConnection(_options: unknown, callback?: (error: Error | null, stream: Duplex) => void): undefined {
    if (callback !== undefined) void this.#open(callback);
    return undefined;
  }

  async #open(callback: (error: Error | null, stream: Duplex) => void): Promise<void> {
    try {
      callback(null, await this.#connect());
    } catch (error) {
      // Node reads the stream only where there is no error.
      callback(error instanceof Error ? error : new Error(String(error)), undefined as never);
    }
  }
}

/** A line of JSON an event. That they arrived is all that TCP tells. */
class TcpSender implements TelemetrySender {
  readonly #port: number;
  readonly #connections: SenderConnections;
  #socket: Socket | undefined;

  constructor(port: number, connect: ConnectInside) {
    this.#port = port;
    this.#connections = new SenderConnections(connect);
  }

  async send(events: readonly string[]): Promise<void> {
    this.#connections.begin();
    const socket = this.#socket ?? (await this.#open());
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.write(events.map((event) => `${event}\n`).join(""), (error) => (error ? reject(error) : resolve()));
    await promise;
  }

  [Symbol.dispose](): void {
    this.#connections[Symbol.dispose]();
  }

  async #open(): Promise<Socket> {
    const socket = await this.#connections.open(this.#port);
    this.#socket = socket;
    // Whoever writes learns of an error by its write.
    socket.on("error", () => undefined);
    socket.once("close", () => (this.#socket = undefined));
    return socket;
  }
}

/** The connections of one sender: cut off where the destination says too much to a batch, and when the sender ends, also one that is only being made then. */
class SenderConnections implements Disposable {
  readonly #connect: ConnectInside;
  readonly #open = new Set<Socket>();
  #answerBytes = 0;
  #hasEnded = false;

  constructor(connect: ConnectInside) {
    this.#connect = connect;
  }

  /** The next batch is sent. */
  begin(): void {
    this.#answerBytes = 0;
  }

  async open(port: number): Promise<Socket> {
    const socket = await this.#connect(port);
    this.#open.add(socket);
    socket.once("close", () => this.#open.delete(socket));
    if (this.#hasEnded) {
      socket.destroy();
      throw new Error("the subscription has ended");
    }
    return socket.on("data", (chunk: Buffer) => {
      this.#answerBytes += chunk.length;
      if (this.#answerBytes > answerBytesMax) socket.destroy();
    });
  }

  [Symbol.dispose](): void {
    this.#hasEnded = true;
    for (const socket of this.#open) socket.destroy();
  }
}

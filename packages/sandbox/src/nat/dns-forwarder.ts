import { createSocket, type Socket as DatagramSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";

const port = 53;
const queriesMax = 512;
const connectionsMax = 64;
const answerTimeoutMs = 5_000;

/**
 * The name server that sandboxes see: it passes queries on to the host's own and looks into none, because that one may be where sandboxes do
 * not reach. Every query goes out on a socket of its own, whose answer goes back to who asked.
 */
export class DnsForwarder implements Disposable {
  readonly #datagrams: DatagramSocket;
  readonly #streams: Server;
  readonly #nameServer: () => string | undefined;
  readonly #open = new Set<{ close(): void }>();

  private constructor(datagrams: DatagramSocket, streams: Server, nameServer: () => string | undefined) {
    this.#datagrams = datagrams;
    this.#streams = streams;
    this.#nameServer = nameServer;
    datagrams.on("error", () => undefined);
    datagrams.on("message", (query, from) => this.#pass(query, from));
    streams.on("error", () => undefined);
    streams.maxConnections = connectionsMax;
    streams.on("connection", (client) => this.#join(client));
  }

  /** Listens at this address for datagrams and connections; `nameServer` is asked for each query. */
  static async open(address: string, nameServer = hostNameServer): Promise<DnsForwarder> {
    const datagrams = createSocket("udp4");
    datagrams.bind(port, address);
    await once(datagrams, "listening");
    const streams = createServer().listen(port, address);
    await once(streams, "listening");
    return new DnsForwarder(datagrams, streams, nameServer);
  }

  [Symbol.dispose](): void {
    this.#datagrams.close();
    this.#streams.close();
    for (const one of this.#open) one.close();
  }

  #pass(query: Buffer, from: { readonly address: string; readonly port: number }): void {
    const upstream = this.#nameServer();
    if (upstream === undefined || this.#open.size >= queriesMax) return;
    const socket = createSocket(upstream.includes(":") ? "udp6" : "udp4");
    const timer = setTimeout(() => socket.close(), answerTimeoutMs);
    this.#open.add(socket);
    socket.on("close", () => {
      clearTimeout(timer);
      this.#open.delete(socket);
    });
    socket.on("error", () => socket.close());
    socket.on("message", (answer) => {
      this.#datagrams.send(answer, from.port, from.address);
      socket.close();
    });
    // Connected, so that nobody but the name server is heard. A callback would be called without a connection, too.
    socket.once("connect", () => socket.send(query));
    socket.connect(port, upstream);
  }

  #join(client: Socket): void {
    const upstream = this.#nameServer();
    if (upstream === undefined) {
      client.destroy();
      return;
    }
    const server = connect(port, upstream);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.setTimeout(answerTimeoutMs, () => one.destroy());
      one.on("error", () => undefined);
      one.on("close", () => other.destroy());
      one.pipe(other);
    }
    const both = { close: () => client.destroy() };
    this.#open.add(both);
    client.on("close", () => this.#open.delete(both));
  }
}

/** Read for each query: it changes with the network. */
function hostNameServer(): string | undefined {
  try {
    return /^\s*nameserver\s+(\S+)/m.exec(readFileSync("/etc/resolv.conf", "latin1"))?.[1];
  } catch {
    return undefined;
  }
}

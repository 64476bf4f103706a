import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Looks at a connection per stall time. */
const looksPerStall = 4;

/** Watches what connections have yet to write; disposing it stops that. */
export interface ConnectionWatch extends Disposable {
  /** True while an answer is still on its way to its client. */
  readonly writing: boolean;
}

/**
 * Cuts off connections whose client takes nothing of an answer for `stalledMs`, whatever writes it: whole answers, streams,
 * downloads. A slow client that goes on reading is left alone (node's own socket timeout sees its progress). Costs a request
 * nothing: connections are looked at now and then.
 */
export function cutOffStalledConnections(server: Server, stalledMs: number): ConnectionWatch {
  const connections = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  const timer = setInterval(() => {
    for (const socket of connections) {
      if (socket.writableLength > 0 && socket.timeout !== stalledMs) socket.setTimeout(stalledMs);
      // Ours is taken back once all is written: a function may then be silent for longer.
      else if (socket.writableLength === 0 && socket.timeout === stalledMs) socket.setTimeout(0);
    }
  }, stalledMs / looksPerStall).unref();
  return {
    get writing() {
      return connections.values().some((socket) => socket.writableLength > 0);
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

import { connect, type Socket } from "node:net";
import { once } from "node:events";
import type { RequestOnce } from "./latency.ts";

/** A keep-alive connection that sends the same bytes again and again: a client that costs next to nothing beside the server under test. */
export interface HttpConnection extends Disposable {
  readonly request: RequestOnce;
}

/** Connects. `request` is a whole HTTP/1.1 request; answers must be 200 and carry a content-length. */
export async function openHttpConnection(url: string, request: Buffer): Promise<HttpConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, "connect");
  let waiting: PromiseWithResolvers<void> | undefined;
  let received = Buffer.alloc(0);
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(new Error("the server hung up")));
  socket.on("data", (bytes) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    const end = answerEnd(received);
    if (end === undefined || received.length < end) return;
    const failed = received.toString("latin1", 9, 12) !== "200";
    const answer = received;
    received = received.subarray(end);
    if (failed) waiting?.reject(new Error(answer.toString("latin1")));
    else waiting?.resolve();
  });
  return {
    request() {
      waiting = Promise.withResolvers();
      socket.write(request);
      return waiting.promise;
    },
    [Symbol.dispose]: () => void socketEnd(socket),
  };
}

function socketEnd(socket: Socket): void {
  socket.removeAllListeners("close");
  socket.destroy();
}

/** Where the first answer in `received` ends; undefined before its headers are complete. */
function answerEnd(received: Buffer): number | undefined {
  const headersEnd = received.indexOf("\r\n\r\n");
  if (headersEnd < 0) return undefined;
  const match = /\r\ncontent-length: (\d+)/i.exec(received.toString("latin1", 0, headersEnd));
  return headersEnd + 4 + Number(match?.[1] ?? 0);
}

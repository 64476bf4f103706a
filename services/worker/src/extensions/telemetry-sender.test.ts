import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Readable } from "node:stream";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import type { TelemetryDestination } from "./telemetry-request.ts";
import { createTelemetrySender, type TelemetrySender } from "./telemetry-sender.ts";

/** A destination in the place of one in a sandbox, and what sends to it. */
async function startDestination(
  destination: TelemetryDestination,
  onConnection: (socket: Socket) => void,
): Promise<{ server: Server; sender: TelemetrySender }> {
  const server = createServer((socket) => onConnection(socket.on("error", () => undefined)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  const connectThere = async (): Promise<Socket> => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return socket;
  };
  return { server, sender: createTelemetrySender(destination, connectThere) };
}

const http: TelemetryDestination = { protocol: "HTTP", port: 4243, path: "/", method: "POST" };
const tcp: TelemetryDestination = { protocol: "TCP", port: 4244 };
const heads = { HTTP: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", TCP: "" };
const piece = `4000\r\n${"x".repeat(0x4000)}\r\n`;

function* endless(head: string): Generator<string> {
  yield head;
  for (;;) yield piece;
}

test.each([http, tcp])("a destination by $protocol that answers without end is cut off", async (destination) => {
  const closed: Socket[] = [];
  const { server, sender } = await startDestination(destination, (socket) => {
    const answer = Readable.from(endless(heads[destination.protocol]));
    socket.resume().on("close", () => {
      answer.destroy();
      closed.push(socket);
    });
    answer.pipe(socket);
  });
  using _sender = sender;
  await sender.send(["{}"]).catch(() => undefined);
  await waitFor(() => closed.length > 0, { what: "the connection to be cut off" });
  server.close();
});

test("answers of their usual size never add up", async () => {
  let connections = 0;
  const { server, sender } = await startDestination(http, (socket) => {
    connections += 1;
    socket.on("data", () => void socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n${"x".repeat(4096)}`));
  });
  using _sender = sender;
  for (let count = 0; count < 20; count += 1) await sender.send(["{}"]);
  server.close();
  expect(connections).toBe(1);
});

test.each([http, tcp])("a connection by $protocol that is made only when the subscription has ended is closed", async (destination) => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const { server, sender } = await startDestination(destination, (socket) => void socket.resume().on("close", () => resolve()));
  const sending = sender.send(["{}"]);
  sender[Symbol.dispose]();
  await expect(sending).rejects.toThrow("the subscription has ended");
  await closed;
  server.close();
});

import { silentLogger } from "@mayfly/telemetry/logger";
import { expect, test } from "vitest";
import { HelperClient } from "./helper-client.ts";

/** A program in the helper's place that ends at once. */
function startProgram(script: string): { readonly client: HelperClient; readonly lost: Promise<void> } {
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  const command = { program: "/bin/sh", arguments: ["-c", script], environment: { PATH: "/usr/bin:/bin" } };
  return { client: new HelperClient(command, silentLogger, { onExit: () => undefined, onLifeline: () => undefined, onLost: resolve }), lost };
}

test("a helper that ends while a process it left holds its stderr is lost all the same, and stopping it ends", async () => {
  const startedMs = performance.now();
  const { client, lost } = startProgram("sleep 8 & exit 1");

  await lost;
  await client.stop();

  expect(performance.now() - startedMs).toBeLessThan(6_000);
});

test("the last words of a helper that ends are in the error of what was asked of it", async () => {
  const { client, lost } = startProgram("echo no such thing >&2; exit 1");

  await expect(client.request("stop", undefined)).rejects.toThrow("no such thing");
  await lost;
});

/** In the helper's place: refuses to connect, sends the connection after all, and ends when that is closed. */
const lateHelper = `const net = require("node:net");
process.on("message", ({ requestId, body }) => {
  process.send({ kind: "failure", requestId, message: "late" });
  const server = net.createServer((peer) => peer.resume().on("close", () => process.exit(0)));
  server.listen(0, "127.0.0.1", () => {
    const connection = net.connect(server.address().port, "127.0.0.1", () => process.send({ kind: "connection", connectionId: body.connectionId }, connection));
  });
});`;

test("a connection into a sandbox that comes after its request has failed is closed", async () => {
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  const command = { program: process.execPath, arguments: ["-e", lateHelper], environment: {} };
  const client = new HelperClient(command, silentLogger, { onExit: () => undefined, onLifeline: () => undefined, onLost: resolve });

  await expect(client.connect("sandbox", 1)).rejects.toThrow("late");

  await lost;
});

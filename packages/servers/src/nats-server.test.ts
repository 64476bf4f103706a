import { statSync } from "node:fs";
import { join } from "node:path";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, headers, type NatsConnection } from "@nats-io/transport-node";
import { expect, test } from "vitest";
import { startNatsServer } from "./nats-server.ts";
import type { UnexpectedExit } from "./supervised-process.ts";
import { testFolder } from "./test-folder.test-support.ts";
import { waitUntil } from "./wait-until.ts";

async function connectTo(url: string): Promise<NatsConnection & AsyncDisposable> {
  const { host, username, password } = new URL(url);
  const connection = await connect({ servers: host, user: username, pass: password, reconnect: false });
  return Object.assign(connection, { [Symbol.asyncDispose]: () => connection.close() });
}

async function accepts(url: string): Promise<boolean> {
  const connection = await connectTo(url).catch(() => undefined);
  await connection?.close();
  return connection !== undefined;
}

test("streams and passwords outlive the server", async () => {
  using folder = testFolder();
  const urls: string[] = [];
  {
    await using server = await startNatsServer({ dataDirectory: folder.path });
    urls.push(new URL(server.url).password, new URL(server.clientUrl).password);
    await using connection = await connectTo(server.url);
    await (await jetstreamManager(connection)).streams.add({ name: "KEPT", subjects: ["kept.>"] });
    await jetstream(connection).publish("kept.a", "payload");
  }

  await using server = await startNatsServer({ dataDirectory: folder.path });
  await using connection = await connectTo(server.url);
  const message = await (await jetstreamManager(connection)).streams.getMessage("KEPT", { seq: 1 });

  expect(message?.string()).toBe("payload");
  expect([new URL(server.url).password, new URL(server.clientUrl).password]).toEqual(urls);
});

test("a server that is killed comes back on its port with its streams, and the exit is told", async () => {
  using folder = testFolder();
  const exits: UnexpectedExit[] = [];
  await using server = await startNatsServer({ dataDirectory: folder.path, onUnexpectedExit: (exit) => exits.push(exit) });
  {
    await using connection = await connectTo(server.url);
    await (await jetstreamManager(connection)).streams.add({ name: "KEPT", subjects: ["kept.>"] });
    await jetstream(connection).publish("kept.a", "acknowledged");
  }
  const killed = server.pid;
  if (killed === undefined) throw new Error("the server does not run");

  process.kill(killed, "SIGKILL");
  const isBack = await waitUntil(() => accepts(server.url), 10_000);

  expect(isBack).toBe(true);
  expect(server.pid).not.toBe(killed);
  expect(exits).toMatchObject([{ name: "nats-server", signal: "SIGKILL" }]);
  await using connection = await connectTo(server.url);
  expect((await (await jetstreamManager(connection)).streams.getMessage("KEPT", { seq: 1 }))?.string()).toBe("acknowledged");
});

test("a client sees neither internal subjects nor Mayfly's streams, not even through a stream of its own", async () => {
  using folder = testFolder();
  await using server = await startNatsServer({ dataDirectory: folder.path });
  await using mayfly = await connectTo(server.url);
  await using client = await connectTo(server.clientUrl);
  await (await jetstreamManager(mayfly)).streams.add({ name: "MAYFLY_EVENTS", subjects: ["mayfly.events.>"] });
  const clientManager = await jetstreamManager(client);
  await clientManager.streams.add({ name: "SPY", subjects: ["mayfly.internal.>"] });
  const seen: string[] = [];
  client.subscribe(">", { callback: (_error, message) => void seen.push(message.subject) });
  await client.flush();

  mayfly.publish("mayfly.internal.v1.us-east-1.scheduler.acquire", "secret");
  await mayfly.flush();
  await client.flush();

  expect(seen).toEqual([]);
  expect((await clientManager.streams.info("SPY")).state.messages).toBe(0);
  await expect(clientManager.streams.delete("MAYFLY_EVENTS")).rejects.toThrow("stream not found");
});

test("a client's events reach Mayfly's stream with their headers and are acknowledged, and its requests are answered", async () => {
  using folder = testFolder();
  await using server = await startNatsServer({ dataDirectory: folder.path });
  await using mayfly = await connectTo(server.url);
  await using client = await connectTo(server.clientUrl);
  const manager = await jetstreamManager(mayfly);
  await manager.streams.add({ name: "MAYFLY_EVENTS", subjects: ["mayfly.events.>"] });
  mayfly.subscribe("mayfly.invoke.>", { callback: (_error, message) => void message.respond(message.data) });
  await mayfly.flush();
  const eventHeaders = headers();
  eventHeaders.set("Mayfly-Request-Id", "id");

  const acknowledgement = await client.request("mayfly.events.000000000000.hello", "{}", { headers: eventHeaders, timeout: 5_000 });
  const answer = await client.request("mayfly.invoke.000000000000.hello", new Uint8Array(6 * 1024 * 1024), { timeout: 5_000 });

  expect(acknowledgement.json()).toEqual({ stream: "MAYFLY_EVENTS", seq: 1 });
  expect((await manager.streams.getMessage("MAYFLY_EVENTS", { seq: 1 }))?.header.get("Mayfly-Request-Id")).toBe("id");
  expect(answer.data.length).toBe(6 * 1024 * 1024);
});

test("a client may have streams of its own", async () => {
  using folder = testFolder();
  await using server = await startNatsServer({ dataDirectory: folder.path });
  await using client = await connectTo(server.clientUrl);
  await (await jetstreamManager(client)).streams.add({ name: "ORDERS", subjects: ["orders.>"] });

  expect(await jetstream(client).publish("orders.new", "1")).toMatchObject({ stream: "ORDERS", seq: 1 });
});

test("a wrong password is refused, and the passwords are for the owner's eyes only", async () => {
  using folder = testFolder();
  await using server = await startNatsServer({ dataDirectory: folder.path });

  await expect(connectTo(server.url.replace(/:p[0-9a-f]+@/, ":wrong@"))).rejects.toThrow("Authorization Violation");
  expect(statSync(join(folder.path, "secrets.json")).mode & 0o777).toBe(0o600);
});

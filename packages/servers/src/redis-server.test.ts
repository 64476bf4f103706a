import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { startRedisServer } from "./redis-server.ts";
import { testFolder } from "./test-folder.test-support.ts";
import { waitUntil } from "./wait-until.ts";

function connectTo(url: string): Redis & Disposable {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 500 });
  client.on("error", () => {});
  return Object.assign(client, { [Symbol.dispose]: () => client.disconnect() });
}

test("what was written is there after kill -9 of the server, which comes back on its port", async () => {
  using folder = testFolder();
  await using server = await startRedisServer({ dataDirectory: folder.path });
  using client = connectTo(server.url);
  await client.set("function", "kept");
  const killed = server.pid;
  if (killed === undefined) throw new Error("the server does not run");

  process.kill(killed, "SIGKILL");

  expect(await waitUntil(() => server.pid !== undefined && server.pid !== killed, 5_000)).toBe(true);
  expect(await client.get("function")).toBe("kept");
});

test("data and password outlive the server", async () => {
  using folder = testFolder();
  const passwords: string[] = [];
  {
    await using server = await startRedisServer({ dataDirectory: folder.path });
    passwords.push(new URL(server.url).password);
    using client = connectTo(server.url);
    await client.set("function", "kept");
  }

  await using server = await startRedisServer({ dataDirectory: folder.path });
  using client = connectTo(server.url);

  expect(await client.get("function")).toBe("kept");
  expect(new URL(server.url).password).toBe(passwords[0]);
});

test("every write is on disk before it is answered, and no key is ever dropped", async () => {
  using folder = testFolder();
  await using server = await startRedisServer({ dataDirectory: folder.path });
  using client = connectTo(server.url);

  expect(await client.config("GET", "appendfsync")).toEqual(["appendfsync", "always"]);
  expect(await client.config("GET", "appendonly")).toEqual(["appendonly", "yes"]);
  expect(await client.config("GET", "maxmemory-policy")).toEqual(["maxmemory-policy", "noeviction"]);
});

test("nobody gets in without the password", async () => {
  using folder = testFolder();
  await using server = await startRedisServer({ dataDirectory: folder.path });
  using client = connectTo(`redis://${new URL(server.url).host}`);

  await expect(client.get("function")).rejects.toThrow("NOAUTH");
});

import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { createServer } from "node:net";
import { PlatformError } from "@mayfly/errors/platform-error";
import { systemClock } from "@mayfly/kernel/clock";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectRedis } from "./redis-connection.ts";
import { accountKey, regionKey } from "./redis-keys.ts";
import { loadScript } from "./redis-script.ts";

let redis: Awaited<ReturnType<typeof startTestRedis>>;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis[Symbol.asyncDispose]());

const connect = (more: { commandTimeoutMs?: number; commandsMax?: number } = {}) => connectRedis({ url: redis.url, clock: systemClock, ...more });

const asPlatformError = (error: unknown) => PlatformError.from(error);

const text = { parse: (value: unknown) => String(value) };

async function scriptOf(lua: string) {
  await using directory = await temporaryDirectory();
  const file = directory.join("script.lua");
  await writeFile(file, lua);
  return loadScript(pathToFileURL(file), text);
}

test("a script runs before the server knows it, and by its hash afterwards", async () => {
  await using connection = await connect();
  const script = await scriptOf("return KEYS[1] .. '=' .. ARGV[1]");

  expect(await connection.runScript(script, ["k"], [1])).toBe("k=1");
  expect(await connection.runScript(script, ["k"], ["2"])).toBe("k=2");
  expect(await connection.run((client) => client.script("EXISTS", script.sha1))).toEqual([1]);
});

test("a script that is wrong is our mistake, not an outage", async () => {
  await using connection = await connect();
  const script = await scriptOf("return redis.call('GET')");

  expect(await connection.runScript(script, [], []).catch(asPlatformError)).toMatchObject({ code: "Service" });
});

test("a subscriber hears what another connection publishes until it is disposed", async () => {
  await using listening = await connect();
  await using publishing = await connect();
  let heard = 0;
  const subscription = await listening.subscribe("channel", () => (heard += 1));

  await publishing.run((client) => client.publish("channel", "x"));
  await waitFor(() => heard === 1, { what: "the message" });
  await subscription[Symbol.asyncDispose]();

  expect(await publishing.run((client) => client.publish("channel", "x"))).toBe(0);
});

test("a killed Redis fails what is under way at once, and the connection and its subscriptions come back by themselves", async () => {
  const statuses: string[] = [];
  await using own = await startTestRedis();
  await using connection = await connectRedis({ url: own.url, clock: systemClock, onStatus: (status) => statuses.push(status) });
  let heard = 0;
  await using _subscription = await connection.subscribe("channel", () => (heard += 1));
  const startMs = performance.now();
  const blocked = connection.run((client) => client.blpop("nothing", 1)).catch(asPlatformError);

  process.kill(own.pid ?? 0, "SIGKILL");

  expect(await blocked).toMatchObject({ code: "ServiceUnavailable" });
  expect(performance.now() - startMs).toBeLessThan(900);
  await waitFor(async () => (await connection.run((client) => client.ping())) === "PONG", { what: "the connection to come back" });
  expect(statuses).toEqual(["ready", "lost", "ready"]);
  const before = heard;
  await waitFor(
    async () => {
      await connection.run((client) => client.publish("channel", "x"));
      return heard > before + 1;
    },
    { what: "the subscription to come back" },
  );
});

test("a command that Redis does not answer in time fails with ServiceUnavailable", async () => {
  await using connection = await connect({ commandTimeoutMs: 100 });

  expect(await connection.run((client) => client.blpop("nothing", 5)).catch(asPlatformError)).toMatchObject({ code: "ServiceUnavailable" });
});

test("more commands than the bound fail at once", async () => {
  await using connection = await connect({ commandsMax: 2 });

  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => connection.run((client) => client.ping()).catch((error: unknown) => asPlatformError(error).code)),
  );

  expect(outcomes).toEqual(["PONG", "PONG", "ServiceUnavailable", "ServiceUnavailable", "ServiceUnavailable"]);
});

test("a Redis that is not there is told with its address, and without its password", async () => {
  const error = await connectRedis({ url: "redis://:secret@127.0.0.1:1", clock: systemClock, connectTimeoutMs: 200 }).catch(asPlatformError);

  expect(error).toMatchObject({ code: "ServiceUnavailable" });
  expect(error instanceof PlatformError && error.publicMessage).toMatch(
    /^Redis at 127\.0\.0\.1:1 does not answer \(.*ECONNREFUSED.*\)\. Start it, or correct the URL\.$/,
  );
});

test("a Redis older than 7.0 is refused with a sentence", async () => {
  const info = "redis_version:6.2.14\r\nloading:0\r\n";
  await using old = await answering(`$${info.length}\r\n${info}\r\n`);

  const error = await connectRedis({ url: old.url, clock: systemClock }).catch(asPlatformError);

  expect(error).toMatchObject({
    code: "ServiceUnavailable",
    publicMessage: `Redis at ${new URL(old.url).host} is version 6.2.14; Mayfly needs 7.0 or newer. Upgrade it.`,
  });
});

test("a command waits for a connection that is closed no longer", async () => {
  const connection = await connect();
  await connection[Symbol.asyncDispose]();

  expect(await connection.run((client) => client.ping()).catch(asPlatformError)).toMatchObject({ code: "ServiceUnavailable" });
});

test("keys carry region and account, and those of one region share a cluster slot", () => {
  const owner = { region: "us-east-1", account: "000000000000" };

  expect(regionKey("us-east-1", "feed")).toBe("mayfly:{us-east-1}:feed");
  expect(accountKey(owner, "function", "f")).toBe("mayfly:{us-east-1}:000000000000:function:f");
});

/** A server on loopback that gives the same answer to INFO, greets, and refuses every other command. */
async function answering(reply: string): Promise<AsyncDisposable & { readonly url: string }> {
  const answerTo = (command: string): string => {
    if (command.includes("\r\nhello\r\n")) return "%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n";
    return command.includes("\r\ninfo\r\n") ? reply : "-ERR unknown command\r\n";
  };
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      const commands = data
        .toString("latin1")
        .toLowerCase()
        .split(/(?=\*\d+\r\n\$)/);
      for (const command of commands) socket.write(answerTo(command));
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `redis://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

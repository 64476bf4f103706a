import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { StreamedAnswer } from "@mayfly/invocation/invoker";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { callUrl, giveUrl, publicStatements, putPolicy, urlHost } from "./testing/function-url-fixture.test-support.ts";
import { startGatewayWithEcho, type GatewayFixture, type GatewayFixtureOptions } from "./testing/gateway-fixture.test-support.ts";

async function startPublic(invokeMode: "BUFFERED" | "RESPONSE_STREAM", options: GatewayFixtureOptions = {}): Promise<GatewayFixture> {
  const gateway = await startGatewayWithEcho(options);
  giveUrl(gateway, { invokeMode });
  putPolicy(gateway, publicStatements);
  return gateway;
}

async function connected(gateway: GatewayFixture): Promise<Socket> {
  const socket = connect(Number(new URL(gateway.app.urlsUrl ?? "").port), "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

async function talk(gateway: GatewayFixture, bytes: string | Buffer): Promise<string> {
  const socket = await connected(gateway);
  socket.write(bytes);
  return await text(socket);
}

/** Opens a request and leaves its answer to the caller. */
async function open(gateway: GatewayFixture, method = "GET"): Promise<IncomingMessage> {
  const call = request(gateway.app.urlsUrl ?? "", { method, agent: false, headers: { host: urlHost } });
  call.end();
  const [answer] = (await once(call, "response")) as [IncomingMessage];
  return answer;
}

function streaming(gateway: GatewayFixture, chunks: () => AsyncIterable<Buffer>, head = { content_type: "text/plain", streaming: true }): void {
  const done = Promise.resolve({ log_tail: Buffer.alloc(0), duration_ms: 1, billed_ms: 1, memory_max_mib: 1, init_ms: 0, reusable: true });
  const end = (): StreamedAnswer["end"] => Promise.resolve(gateway.invoker.end);
  gateway.invoker.invokeStreaming = async (invocation) => {
    gateway.invoker.requests.push(invocation);
    return { head, chunks: chunks(), end: end(), done };
  };
}

test.each([
  ["bytes at random", Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0xff, 0x0d, 0x0a, 0x0d, 0x0a]), /^HTTP\/1\.1 400 /],
  ["a request without a host", "GET / HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["headers without an end", `GET / HTTP/1.1\r\nX-Long: ${"a".repeat(64 * 1024)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
])("%s on the port of function URLs is a client's error, and it goes on serving", async (_name, bytes, status) => {
  await using gateway = await startPublic("BUFFERED");
  expect(await talk(gateway, bytes)).toMatch(status);
  expect((await callUrl(gateway)).status).toBe(200);
});

test("one connection carries one request after another, also one that names the whole address", async () => {
  await using gateway = await startPublic("BUFFERED");
  const answers = await talk(
    gateway,
    `GET /one HTTP/1.1\r\nHost: ${urlHost}\r\n\r\nPOST http://${urlHost}/two?a=1 HTTP/1.1\r\nHost: ${urlHost}\r\nContent-Length: 2\r\n\r\nhiGET /three HTTP/1.0\r\nHost: ${urlHost}\r\n\r\n`,
  );
  expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
  const events = gateway.invoker.requests.map((each) => JSON.parse(each.payload.toString()) as Record<string, unknown>);
  expect(events.map((event) => [event["rawPath"], event["rawQueryString"]])).toEqual([
    ["/one", ""],
    ["/two", "a=1"],
    ["/three", ""],
  ]);
});

test("a body above its limit whose length was not announced is 413, and the function is not asked", async () => {
  await using gateway = await startPublic("BUFFERED");
  const call = request(gateway.app.urlsUrl ?? "", { method: "POST", agent: false, headers: { host: urlHost, "transfer-encoding": "chunked" } });
  for (let piece = 0; piece < 8; piece += 1) call.write(Buffer.alloc(1024 * 1024));
  call.end();
  const [answer] = (await once(call, "response")) as [IncomingMessage];
  expect(answer.statusCode).toBe(413);
  expect(gateway.invoker.requests).toHaveLength(0);
  answer.resume();
});

test("a client that ends in the middle of its body costs nothing", async () => {
  await using gateway = await startPublic("BUFFERED");
  const socket = await connected(gateway);
  socket.write(`POST / HTTP/1.1\r\nHost: ${urlHost}\r\nContent-Length: 100\r\n\r\npart`);
  socket.destroy();
  await waitFor(async () => (await gateway.metrics.text()).includes('door="url",operation="FunctionUrl"'), { what: "the request to be given up" });
  expect(gateway.invoker.requests).toHaveLength(0);
});

test("a stream arrives piece by piece, before it has ended", async () => {
  await using gateway = await startPublic("RESPONSE_STREAM");
  const more = Promise.withResolvers<void>();
  streaming(gateway, async function* () {
    yield Buffer.from("first");
    await more.promise;
    yield Buffer.from(" last");
  });
  const answer = await open(gateway);
  const [first] = (await once(answer, "data")) as [Buffer];
  expect(first.toString()).toBe("first");
  expect(answer.headers).toMatchObject({ "content-type": "text/plain", "transfer-encoding": "chunked" });
  expect(answer.headers["x-amzn-requestid"]).toBe(gateway.invoker.requests[0]?.requestId);
  more.resolve();
  expect(await text(answer)).toBe(" last");
});

test("a stream that fails in the middle ends the connection, so that no part is taken for the whole", async () => {
  await using gateway = await startPublic("RESPONSE_STREAM");
  gateway.invoker.end = { function_error: "Unhandled", stream_error_type: "Error", stream_error_body: "{}" };
  streaming(gateway, async function* () {
    yield Buffer.from("part");
  });
  const answer = await open(gateway);
  let read = "";
  answer.on("data", (chunk: Buffer) => (read += chunk.toString()));
  await expect(once(answer, "end")).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(read).toBe("part");
});

test("a stream that fails before its first byte is 502", async () => {
  await using gateway = await startPublic("RESPONSE_STREAM");
  gateway.invoker.end = { function_error: "Unhandled", stream_error_type: "Error", stream_error_body: "{}" };
  streaming(gateway, async function* () {});
  const answer = await open(gateway);
  expect([answer.statusCode, await text(answer)]).toEqual([502, "Internal Server Error"]);
});

test("HEAD of a stream has its headers and no body", async () => {
  await using gateway = await startPublic("RESPONSE_STREAM");
  streaming(gateway, async function* () {
    yield Buffer.from("body");
  });
  const answer = await open(gateway, "HEAD");
  expect([answer.statusCode, answer.headers["content-type"], await text(answer)]).toEqual([200, "text/plain", ""]);
});

test("a slow client slows the stream down, and one that takes nothing is cut off", async () => {
  await using gateway = await startPublic("RESPONSE_STREAM", { stalledMs: 400 });
  let produced = 0;
  let ended = false;
  streaming(gateway, async function* () {
    try {
      for (; produced < 1024; produced += 1) yield Buffer.alloc(256 * 1024);
    } finally {
      ended = true;
    }
  });
  const answer = await open(gateway);
  answer.on("error", () => undefined);
  await waitFor(() => ended, { what: "the gateway to give the client up", deadlineMs: 10_000 });
  // What fits into the buffers of both ends is far below the 256 MiB that were to come.
  expect(produced).toBeLessThan(512);
  answer.destroy();
});

test("a client that goes away ends the reading of the stream", async () => {
  await using gateway = await startPublic("RESPONSE_STREAM");
  const ended = Promise.withResolvers<void>();
  streaming(gateway, async function* () {
    try {
      for (;;) {
        yield Buffer.alloc(64 * 1024);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      ended.resolve();
    }
  });
  const answer = await open(gateway);
  answer.on("error", () => undefined);
  answer.destroy();
  await expect(ended.promise).resolves.toBeUndefined();
});

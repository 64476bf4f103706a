import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { InvokeCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { createEcho, startGateway, startGatewayWithEcho, type GatewayFixture } from "./testing/gateway-fixture.test-support.ts";
import { signRequest } from "./testing/sign-request.test-support.ts";

async function talk(gateway: GatewayFixture, bytes: string | Buffer): Promise<string> {
  const socket = connect(Number(new URL(gateway.app.httpUrl).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(bytes);
  return await text(socket);
}

async function stillServes(gateway: GatewayFixture): Promise<void> {
  expect((await gateway.client().send(new ListFunctionsCommand({}))).$metadata.httpStatusCode).toBe(200);
}

test.each([
  ["bytes at random", Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0xff, 0x0d, 0x0a, 0x0d, 0x0a])],
  ["another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n"],
  ["a length that is none", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"],
])("%s on the port is answered 400, and it goes on serving", async (_name, bytes) => {
  await using gateway = await startGateway();

  const answer = await talk(gateway, bytes);

  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  await stillServes(gateway);
});

/** Connections of this process, of both ends. */
function connectionCount(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
}

test("a client that takes nothing of its answer is cut off", async () => {
  await using gateway = await startGatewayWithEcho({ stalledMs: 400 });
  const payload = Buffer.alloc(32 * 1024 * 1024, 0x20);
  gateway.invoker.answer = async () => ({ payload, functionError: "", contentType: "application/json", logTail: Buffer.alloc(0) });
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const headers = await signRequest({ url, method: "POST", headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined).pause();
  await once(socket, "connect");
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${new URL(url).pathname} HTTP/1.1\r\n${lines.join("")}Content-Length: 0\r\n\r\n`);
  await waitFor(() => gateway.invoker.requests.length === 1, { what: "the invocation" });
  const withBothEnds = connectionCount();

  await waitFor(() => connectionCount() < withBothEnds, { what: "the gateway to close its end", deadlineMs: 4_000 });

  expect(socket.destroyed).toBe(false);
  socket.destroy();
});

test("an answer that a client is still taking when the gateway stops arrives whole", async () => {
  await using gateway = await startGatewayWithEcho();
  const payload = Buffer.alloc(32 * 1024 * 1024, 0x20);
  gateway.invoker.answer = async () => ({ payload, functionError: "", contentType: "application/json", logTail: Buffer.alloc(0) });
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const answer = await fetch(url, { method: "POST", headers: await signRequest({ url, method: "POST" }) });

  const stopped = gateway.app[Symbol.asyncDispose]();
  await new Promise((resolve) => setImmediate(resolve));
  const body = await answer.arrayBuffer();

  expect(body.byteLength).toBe(payload.length);
  await stopped;
});

test("headers without an end are cut off at their limit with 431", async () => {
  await using gateway = await startGateway();

  const answer = await talk(gateway, `GET / HTTP/1.1\r\nX-Long: ${"a".repeat(64 * 1024)}\r\n\r\n`);

  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  await stillServes(gateway);
});

test("a path that is no valid percent-encoding is a client's error", async () => {
  await using gateway = await startGateway();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/%ff`;

  const answer = await fetch(url, { headers: await signRequest({ url, method: "GET" }) });

  expect(answer.status).toBe(400);
});

test("a body above its limit is 413 also where its length was not announced", async () => {
  await using gateway = await startGatewayWithEcho();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const headers = await signRequest({ url, method: "POST", headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } });
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let piece = 0; piece < 8; piece += 1) controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
      controller.close();
    },
  });

  const answer = await fetch(url, { method: "POST", headers, body, duplex: "half" });

  expect(answer.status).toBe(413);
  expect(await answer.json()).toEqual({ Message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation" });
});

test("a CreateFunction above its limit is 413 with its own number", async () => {
  await using gateway = await startGateway();

  const created = createEcho(gateway.client(), { Code: { ZipFile: Buffer.alloc(54 * 1024 * 1024) } });

  await expect(created).rejects.toMatchObject({
    name: "RequestEntityTooLargeException",
    message: "Request must be smaller than 70167211 bytes for the CreateFunction operation",
  });
});

test("a body that is no JSON object is a SerializationException", async () => {
  await using gateway = await startGateway();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions`;
  for (const body of ["{", "[]", '{"FunctionName":7}', '{"FunctionName":"f","Timeout":"3"}', '{"Code":{"ZipFile":"###"}}']) {
    const answer = await fetch(url, { method: "POST", headers: await signRequest({ url, method: "POST", body }), body });

    expect([body, answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([body, 400, "SerializationException"]);
  }
});

test("a method and path that no operation has is UnknownOperationException", async () => {
  await using gateway = await startGateway();
  const url = `${gateway.app.httpUrl}/2015-03-31/nothing`;

  const answer = await fetch(url, { method: "PATCH", headers: await signRequest({ url, method: "PATCH" }) });

  expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([404, "UnknownOperationException"]);
});

test("health answers without credentials: 200, and 503 with the reasons", async () => {
  await using gateway = await startGateway();

  const healthy = await fetch(`${gateway.app.httpUrl}/_mayfly/health`);
  gateway.unhealthy.push("NATS is not connected.");
  const unhealthy = await fetch(`${gateway.app.httpUrl}/_mayfly/health`);

  expect([healthy.status, await healthy.json()]).toEqual([200, { status: "ok" }]);
  expect([unhealthy.status, await unhealthy.json()]).toEqual([503, { status: "unavailable", reasons: ["NATS is not connected."] }]);
});

test("a function URL that does not exist is 403 with a null message", async () => {
  await using gateway = await startGateway();

  const answer = await fetch(gateway.app.urlsUrl ?? "");

  expect([answer.status, answer.headers.get("x-amzn-errortype"), await answer.json()]).toEqual([403, "AccessDeniedException", { Message: null }]);
});

test("a client that goes away in the middle of its body disturbs nobody", async () => {
  await using gateway = await startGatewayWithEcho();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const headers = await signRequest({ url, method: "POST", headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } });
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");

  socket.write(`POST /2015-03-31/functions/echo/invocations HTTP/1.1\r\n${head.join("")}Content-Length: 1000\r\n\r\n{"a":`);
  socket.destroy();

  await stillServes(gateway);
  expect(gateway.invoker.requests).toEqual([]);
});

test("disposing lets a running invocation finish and refuses new connections", async () => {
  const gateway = await startGatewayWithEcho();
  const running = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  gateway.invoker.answer = async (request) => {
    running.resolve();
    await release.promise;
    return { payload: request.payload, functionError: "", contentType: "application/json", logTail: Buffer.alloc(0) };
  };
  const answer = gateway.client().send(new InvokeCommand({ FunctionName: "echo", Payload: '"last"' }));
  await running.promise;

  const closed = gateway.app[Symbol.asyncDispose]();
  await expect(fetch(`${gateway.app.httpUrl}/_mayfly/health`)).rejects.toThrow("fetch failed");
  release.resolve();

  expect(Buffer.from((await answer).Payload ?? []).toString()).toBe('"last"');
  await closed;
});

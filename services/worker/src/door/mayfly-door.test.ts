import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { useInstalledDriver } from "../installed-driver.test-support.ts";
import { WorkerHarness, type Placed } from "../worker-harness.test-support.ts";

const installed = useInstalledDriver();

/** A server in the gateway's place; the real one is in test/e2e. */
async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  port = 0,
): Promise<AsyncDisposable & { server: Server; url: string }> {
  const server = createServer(handle).listen(port, "127.0.0.1");
  await once(server, "listening");
  // A TCP server's address is an AddressInfo.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ server, url },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openConnections({ metrics }: WorkerHarness): Promise<number> {
  return Number(/^mayfly_worker_door_connections (\d+)$/m.exec(await metrics.text())?.[1]);
}

/** Sends what the event says from inside, over connections that are kept, and answers with what came back. */
const caller = {
  "index.js": `const http = require("http"); const agent = new http.Agent({ keepAlive: true });
    const send = ({ path = "/", method = "GET", headers = {}, body }) => new Promise((resolve, reject) => {
      const request = http.request({ host: "169.254.100.1", path, method, headers, agent }, (answer) => {
        let text = ""; answer.on("data", (piece) => (text += piece)).on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
      }).on("error", (error) => resolve({ error: error.code })).end(body);
    });
    const net = require("net");
    const raw = (text) => new Promise((resolve) => { let got = ""; net.connect(80, "169.254.100.1", function () { this.write(text); }).on("data", (d) => (got += d)).on("close", () => resolve(got)).on("error", () => undefined); });
    const hold = (count) => Promise.all(Array.from({ length: count }, () => new Promise((resolve) => {
      const socket = net.connect(80, "169.254.100.1"); const timer = setTimeout(() => resolve(true), 1000);
      (global.held ??= []).push(socket); socket.on("error", () => undefined).on("close", () => { clearTimeout(timer); resolve(false); });
    })));
    exports.handler = async (event) => event.raw ? raw(event.raw) : event.hold ? (await hold(event.hold)).filter(Boolean).length : Promise.all((event.send ?? []).map(send));`,
};

interface Sent {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly error?: string;
}

async function send(harness: WorkerHarness, placed: Placed, ...requests: readonly object[]): Promise<readonly Sent[]> {
  // The function above wrote it.
  return JSON.parse((await harness.invoke(placed, { event: JSON.stringify({ send: requests }) })).payload) as readonly Sent[];
}

test("a request reaches the gateway as it was sent, and the answer comes back", async () => {
  await using gateway = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, rawHeaders } = request;
      response.writeHead(418, "Teapot", { "X-Amz-Function-Error": "Unhandled", "Content-Type": "application/json" });
      response.end(JSON.stringify({ method, url, rawHeaders, body: Buffer.concat(chunks).toString() }));
    });
  });
  await using harness = await WorkerHarness.start(installed().driver, { gatewayUrl: gateway.url });
  const placed = await harness.placed(caller);
  const headers = { "X-Twice": ["a", "b"], Authorization: "AWS4-HMAC-SHA256 x", Connection: "keep-alive, X-Gone" };
  const [answer, empty] = await send(
    harness,
    placed,
    { path: "/2015-03-31/functions/a%2Fb/invocations?Qualifier=%24LATEST", method: "POST", headers, body: "{}" },
    { method: "DELETE" },
  );
  expect(answer).toMatchObject({ status: 418, headers: { "x-amz-function-error": "Unhandled" } });
  const sent = JSON.parse(answer?.text ?? "") as { rawHeaders: string[] };
  expect(sent).toMatchObject({ method: "POST", url: "/2015-03-31/functions/a%2Fb/invocations?Qualifier=%24LATEST", body: "{}" });
  const pairs = sent.rawHeaders.flatMap((name, place) => (place % 2 === 0 ? [`${name}: ${sent.rawHeaders[place + 1]}`] : []));
  expect(pairs).toEqual([
    "X-Twice: a",
    "X-Twice: b",
    "Authorization: AWS4-HMAC-SHA256 x",
    "Host: 169.254.100.1",
    "Content-Length: 2",
    "Connection: keep-alive",
  ]);
  expect(JSON.parse(empty?.text ?? "")).toMatchObject({ method: "DELETE", body: "" });
});

test("a connection that the function keeps works after a freeze in which the gateway was restarted", async () => {
  const peers = new Set<string>();
  const answer = (_request: IncomingMessage, response: ServerResponse): void => void response.end("here");
  await using gateways = new AsyncDisposableStack();
  const gateway = gateways.use(await listen(answer));
  await using harness = await WorkerHarness.start(installed().driver, { gatewayUrl: gateway.url, freezeAfterMs: 0 });
  const port = Number(new URL(gateway.url).port);
  const placed = await harness.placed({
    "index.js": `const http = require("http"); const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      exports.handler = () => new Promise((resolve, reject) => http.get({ host: "169.254.100.1", agent }, function (answer) {
        const { localPort: port } = answer.socket; answer.resume().on("end", () => resolve({ status: answer.statusCode, port, reused: this.reusedSocket })); }).on("error", reject));`,
  });
  const call = async (): Promise<{ status: number; port: number; reused: boolean }> => {
    const called = JSON.parse((await harness.invoke(placed)).payload) as { status: number; port: number; reused: boolean };
    peers.add(String(called.port));
    return called;
  };
  expect(await call()).toMatchObject({ status: 200, reused: false });
  await waitFor(() => harness.stateOf(placed) === "frozen", { what: "the environment to freeze" });
  await gateway[Symbol.asyncDispose]();
  const restarted = gateways.use(await listen(answer, port));
  expect(await call()).toMatchObject({ status: 200, reused: true });
  await restarted[Symbol.asyncDispose]();
  expect(await call()).toMatchObject({ status: 503, reused: true });
  expect(peers.size).toBe(1);
});

test("without a gateway the answer is a 503 that SDKs try again", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { gatewayUrl: "http://127.0.0.1:1" });
  const placed = await harness.placed(caller);
  const answers = await send(harness, placed, { method: "POST", body: "x".repeat(3_000_000) }, {});
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 503, headers: { "x-amzn-errortype": "ServiceUnavailableException", "retry-after": "1" } });
    expect(JSON.parse(answer.text ?? "")).toMatchObject({ Type: "Service", message: "The gateway cannot be reached: nobody listens at its address." });
  }
});

test("Mayfly's own paths are not served, but for the links to packages that the API gives out", async () => {
  const asked: string[] = [];
  await using gateway = await listen((request, response) => response.end(asked.push(request.url ?? "").toString()));
  await using harness = await WorkerHarness.start(installed().driver, { gatewayUrl: gateway.url });
  const placed = await harness.placed(caller);
  const paths = ["/_mayfly/health", "/_mayfly", "/console/", "/console", "/_mayfly/packages/a?signature=b", "/_mayflyer", "/2015-03-31/functions/"];
  const answers = await send(harness, placed, ...paths.map((path) => ({ path })));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 200, 200, 200]);
  expect(asked.toSorted()).toEqual(["/2015-03-31/functions/", "/_mayfly/packages/a?signature=b", "/_mayflyer"]);
  expect((await harness.invoke(placed, { event: JSON.stringify({ raw: "GET /_mayfly/health HTTP/1.0\r\n\r\n" }) })).payload).toContain("404 Not Found");
});

test("what is no HTTP is hung up on", async () => {
  await using gateway = await listen((_request, response) => response.end());
  await using harness = await WorkerHarness.start(installed().driver, { gatewayUrl: gateway.url });
  const placed = await harness.placed(caller);
  for (const raw of ["\0\0\0\r\n\r\n", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n"]) {
    expect((await harness.invoke(placed, { event: JSON.stringify({ raw }) })).payload).toMatch(/^""$|400 Bad Request/);
  }
  expect(await send(harness, placed, {})).toMatchObject([{ status: 200 }]);
});

test("a large body and a large answer pass both ways at once, and a slow reader makes the gateway wait", async () => {
  const bytes = 32 * 1024 * 1024;
  let written = 0;
  await using gateway = await listen((request, response) => {
    if (request.method === "POST") return void request.pipe(response);
    const piece = Buffer.alloc(65_536);
    const write = (): void => {
      while (written < bytes) {
        written += piece.length;
        if (!response.write(piece)) return;
      }
      response.end();
    };
    response.on("drain", write);
    return write();
  });
  await using harness = await WorkerHarness.start(installed().driver, { gatewayUrl: gateway.url });
  const placed = await harness.placed(
    {
      "index.js": `const http = require("http");
        exports.handler = ({ method, bytes, pause }) => new Promise((resolve, reject) => {
          const request = http.request({ host: "169.254.100.1", method }, (answer) => { let got = 0;
            const read = () => answer.on("data", (d) => (got += d.length)).on("end", () => resolve(got));
            if (pause) { global.read = new Promise((done) => { global.go = () => { read(); answer.on("end", () => done(got)); }; }); resolve("paused"); } else read();
          }).on("error", reject);
          for (let sent = 0; sent < bytes; sent += 65536) request.write(Buffer.alloc(65536));
          request.end();
        });
        const plain = exports.handler; exports.handler = async (event) => event.go ? (global.go(), global.read) : plain(event);`,
    },
    { memory_mib: 512, timeout_seconds: 30 },
  );
  const call = async (event: object): Promise<string> => (await harness.invoke(placed, { event: JSON.stringify(event) })).payload;
  expect(await call({ method: "POST", bytes: 8_388_608 })).toBe("8388608");
  expect(await call({ method: "GET", bytes: 0, pause: true })).toBe('"paused"');
  const waiting = written;
  expect(waiting).toBeLessThan(bytes / 2);
  expect(await call({ go: true })).toBe(String(bytes));
});

test("one environment has 64 connections at most, and they end with it", async () => {
  await using gateway = await listen((_request, response) => response.end("here"));
  await using harness = await WorkerHarness.start(installed().driver, { gatewayUrl: gateway.url });
  const [greedy, neighbour] = [await harness.placed(caller), await harness.placed(caller)];
  expect((await harness.invoke(greedy, { event: '{"hold":200}' })).payload).toBe("64");
  expect(await send(harness, neighbour, {})).toMatchObject([{ status: 200, text: "here" }]);
  expect(await openConnections(harness)).toBe(65);
  await harness.retire({ environment_ids: [greedy.environmentId], older_than_generation: 0 });
  await waitFor(async () => (await openConnections(harness)) === 1, { what: "the connections to end" });
});

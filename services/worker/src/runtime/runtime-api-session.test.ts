import { once } from "node:events";
import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { noListener } from "../ports/runtime-session.ts";
import { RuntimeApiSession } from "./runtime-api-session.ts";

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A session on a real socket, with the test in the runtime's place. */
class RuntimeApiHarness implements AsyncDisposable {
  readonly told: unknown[] = [];
  readonly session: RuntimeApiSession;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.session = new RuntimeApiSession(server, () => this.told.push("start"));
    this.session.listener = {
      ...noListener,
      onInitialized: () => this.told.push("initialized"),
      onInitFailed: (document) => this.told.push(["init failed", document.toString()]),
      onAnswer: (payload, next) => this.told.push(["answer", payload.toString(), next]),
      onFailed: (document, next) => this.told.push(["failed", document.toString(), next]),
      onAnswerTooLarge: (next) => this.told.push(["too large", next]),
      onStreamHead: (type) => this.told.push(["head", type]),
      onStreamChunk: (bytes) => this.told.push(["chunk", bytes.toString()]),
      onStreamEnd: (document) => this.told.push(["end", document?.toString()]),
      onNext: () => this.told.push("next"),
    };
  }

  static async start(): Promise<RuntimeApiHarness> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new RuntimeApiHarness(server);
  }

  async call(method: string, path: string, body = "", headers: Record<string, string> = {}, trailers?: Record<string, string>): Promise<Answer> {
    // A TCP server that listens has an address with a port.
    const { port } = this.#server.address() as AddressInfo;
    const sent = request({ host: "127.0.0.1", port, method, path: `/2018-06-01/runtime/${path}`, headers, agent: false });
    if (trailers !== undefined) {
      sent.write(body);
      sent.addTrailers(trailers);
      sent.end();
    } else sent.end(body);
    const response = await new Promise<IncomingMessage>((resolve, reject) => sent.once("response", resolve).once("error", reject));
    let text = "";
    for await (const chunk of response) text += String(chunk);
    return { status: response.statusCode, headers: response.headers, body: text };
  }

  /** Asks for the next invocation and gives it one. */
  async takeInvocation(requestId = "id-1"): Promise<Answer> {
    const next = this.call("GET", "invocation/next");
    const before = this.told.length;
    await waitFor(() => this.told.length > before, { what: "the session to hear of /next" });
    this.session.invoke({ requestId, deadlineMs: 1234, invokedFunctionArn: "arn:x", traceHeader: "Root=1", clientContext: '{"a":1}' }, Buffer.from('{"e":1}'));
    return await next;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.session[Symbol.dispose]();
    this.#server.close();
    await once(this.#server, "close");
  }
}

test("an invocation goes out with AWS's headers and comes back", async () => {
  await using api = await RuntimeApiHarness.start();
  api.session.initialize();
  const event = await api.takeInvocation();
  expect(event).toMatchObject({
    status: 200,
    body: '{"e":1}',
    headers: {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": "id-1",
      "lambda-runtime-deadline-ms": "1234",
      "lambda-runtime-invoked-function-arn": "arn:x",
      "lambda-runtime-trace-id": "Root=1",
      "lambda-runtime-client-context": '{"a":1}',
    },
  });
  expect(await api.call("POST", "invocation/id-1/response", '"done"')).toMatchObject({ status: 202, body: '{"status":"OK"}\n' });
  expect(api.told).toEqual(["start", "initialized", ["answer", '"done"', false]]);
  await api.takeInvocation("id-2");
  expect(api.told.at(-1)).toBe("next");
});

test("a failure is passed on with its document, or with its type where there is none", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  await api.call("POST", "invocation/id-1/error", '{"errorType":"A","errorMessage":"b"}');
  expect(api.told.at(-1)).toEqual(["failed", '{"errorType":"A","errorMessage":"b"}', false]);
  await api.takeInvocation("id-2");
  await api.call("POST", "invocation/id-2/error", "", { "Lambda-Runtime-Function-Error-Type": "Function.bad" });
  expect(api.told.at(-1)).toEqual(["failed", '{"errorType":"Function.Unknown","errorMessage":""}', false]);
});

test("wrong ids and wrong order are refused with AWS's words", async () => {
  await using api = await RuntimeApiHarness.start();
  expect(await api.call("POST", "invocation/id-1/response", "1")).toMatchObject({
    status: 403,
    body: '{"errorMessage":"State transition from Started to InvocationResponse failed for runtime. Error: State transition is not allowed","errorType":"InvalidStateTransition"}\n',
  });
  await api.takeInvocation();
  expect(await api.call("POST", "invocation/other/response", "1")).toMatchObject({
    status: 400,
    body: '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}\n',
  });
  expect((await api.call("POST", "invocation/id-1/response", "1")).status).toBe(202);
  expect((await api.call("POST", "invocation/id-1/response", "1")).status).toBe(403);
  expect((await api.call("POST", "init/error", "{}")).status).toBe(403);
  expect((await api.call("GET", "nothing")).status).toBe(405);
});

test("an id that is no well-formed path is an id like any other, and wrong", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  expect(await api.call("POST", "invocation/%zz/response", "1")).toMatchObject({ status: 400 });
  expect(await api.call("POST", "invocation/id-1/response", "1")).toMatchObject({ status: 202 });
});

test("an init error is passed on", async () => {
  await using api = await RuntimeApiHarness.start();
  expect((await api.call("POST", "init/error", '{"errorType":"E"}')).status).toBe(202);
  expect(api.told).toEqual([["init failed", '{"errorType":"E"}']]);
});

test("an answer that is too large is refused and told", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  expect(await api.call("POST", "invocation/id-1/response", "x".repeat(6_291_557))).toMatchObject({
    status: 413,
    body: '{"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"}\n',
  });
  expect(api.told.at(-1)).toEqual(["too large", false]);
});

test("a streamed answer is passed on as it comes, with the failure of its trailers", async () => {
  await using api = await RuntimeApiHarness.start();
  await api.takeInvocation();
  const headers = {
    "Lambda-Runtime-Function-Response-Mode": "streaming",
    "Transfer-Encoding": "chunked",
    Trailer: "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
    "Content-Type": "text/plain",
  };
  const document = '{"errorType":"E","errorMessage":"m"}';
  await api.call("POST", "invocation/id-1/response", "part", headers, {
    "Lambda-Runtime-Function-Error-Type": "E",
    "Lambda-Runtime-Function-Error-Body": Buffer.from(document).toString("base64"),
  });
  expect(api.told.slice(1)).toEqual([
    ["head", "text/plain"],
    ["chunk", "part"],
    ["end", document],
  ]);
  await api.takeInvocation("id-2");
  expect((await api.call("POST", "invocation/id-2/response", "x", { "Lambda-Runtime-Function-Response-Mode": "other" })).body).toContain(
    "InvalidFunctionResponseMode",
  );
});

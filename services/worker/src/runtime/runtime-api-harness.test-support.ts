import { once } from "node:events";
import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { text } from "node:stream/consumers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { noListener } from "../ports/runtime-session.ts";
import { RuntimeApiSession } from "./runtime-api-session.ts";
import { SandboxApiServer } from "./sandbox-api-server.ts";

/** What the API answered. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What every invocation of these tests has in common. */
export const header = { deadlineMs: 1234, invokedFunctionArn: "arn:x" };

/** A session on a real socket, with the test in the runtime's place. */
export class RuntimeApiHarness implements AsyncDisposable {
  readonly told: unknown[] = [];
  readonly session: RuntimeApiSession;
  readonly #server: Server;
  readonly #api: SandboxApiServer;

  private constructor(server: Server, isSnapStart: boolean) {
    this.#server = server;
    this.#api = new SandboxApiServer(server);
    this.session = new RuntimeApiSession({ start: () => this.told.push("start"), isSnapStart });
    this.#api.add(this.session);
    this.session.listener = {
      ...noListener,
      onInitialized: () => this.told.push("initialized"),
      onInitFailed: (document) => this.told.push(["init failed", document.toString()]),
      onAnswer: (payload, next) => this.told.push(["answer", payload.toString(), next]),
      onFailed: (document, next, cause) => this.told.push(["failed", document.toString(), next, ...(cause === undefined ? [] : [cause])]),
      onAnswerTooLarge: (next) => this.told.push(["too large", next]),
      onStreamHead: (type) => this.told.push(["head", type]),
      onStreamChunk: (bytes) => this.told.push(["chunk", bytes.toString()]),
      onStreamEnd: (document) => this.told.push(["end", document?.toString()]),
      onNext: () => this.told.push("next"),
    };
  }

  static async start(options: { readonly isSnapStart?: boolean } = {}): Promise<RuntimeApiHarness> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new RuntimeApiHarness(server, options.isSnapStart ?? false);
  }

  get port(): number {
    // A TCP server that listens has an address with a port.
    return (this.#server.address() as AddressInfo).port;
  }

  async call(method: string, path: string, body = "", headers: Record<string, string> = {}, trailers?: Record<string, string>): Promise<Answer> {
    const absolute = path.startsWith("/") ? path : `/2018-06-01/runtime/${path}`;
    const sent = request({ host: "127.0.0.1", port: this.port, method, path: absolute, headers, agent: false });
    if (trailers !== undefined) {
      sent.write(body);
      sent.addTrailers(trailers);
      sent.end();
    } else sent.end(body);
    const response = await new Promise<IncomingMessage>((resolve, reject) => sent.once("response", resolve).once("error", reject));
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  }

  /** Asks for the next invocation and gives it one. */
  async takeInvocation(requestId = "id-1", wishes: { readonly responseStream?: true } = {}): Promise<Answer> {
    const next = this.call("GET", "invocation/next");
    const before = this.told.length;
    await waitFor(() => this.told.length > before, { what: "the session to hear of /next" });
    this.session.invoke({ ...header, ...wishes, requestId }, Buffer.from('{"e":1}'));
    return await next;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.session[Symbol.dispose]();
    this.#api[Symbol.dispose]();
    this.#server.close();
    await once(this.#server, "close");
  }
}

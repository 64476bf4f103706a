import { once } from "node:events";
import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { functionSpec } from "../function-spec.test-support.ts";
import { SandboxApiServer } from "../runtime/sandbox-api-server.ts";
import { ExtensionRegistry } from "./extension-registry.ts";
import { ExtensionsApi } from "./extensions-api.ts";

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The Extensions API on a real socket, with the test in the extensions' place. */
class ApiHarness implements AsyncDisposable {
  readonly registry = new ExtensionRegistry();
  readonly told: string[] = [];
  readonly #server: Server;
  readonly #api: SandboxApiServer;

  private constructor(server: Server) {
    this.#server = server;
    this.#api = new SandboxApiServer(server);
    const api = new ExtensionsApi(this.registry);
    api.spec = functionSpec();
    this.#api.add(api);
    this.registry.listener = { onExternalsRegistered: () => this.told.push("registered"), onAllReady: () => this.told.push("ready") };
  }

  static async start(): Promise<ApiHarness> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new ApiHarness(server);
  }

  async call(method: string, path: string, headers: Record<string, string> = {}, body = ""): Promise<Answer> {
    // A TCP server that listens has an address with a port.
    const { port } = this.#server.address() as AddressInfo;
    const sent = request({ host: "127.0.0.1", port, method, path: `/2020-01-01/extension/${path}`, headers, agent: false });
    sent.end(body);
    const response = await new Promise<IncomingMessage>((resolve, reject) => sent.once("response", resolve).once("error", reject));
    let text = "";
    for await (const chunk of response) text += String(chunk);
    return { status: response.statusCode, headers: response.headers, body: text };
  }

  async register(name: string, events: readonly string[]): Promise<string> {
    const { headers } = await this.call("POST", "register", { "Lambda-Extension-Name": name }, JSON.stringify({ events }));
    return String(headers["lambda-extension-identifier"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#api[Symbol.dispose]();
    this.#server.close();
    await once(this.#server, "close");
  }
}

function errorOf(answer: Answer): unknown {
  return [answer.status, answer.body.endsWith("\n") ? JSON.parse(answer.body) : answer.body];
}

function refused(errorType: string, errorMessage: string): unknown {
  return [403, { errorType, errorMessage }];
}

test.each([
  ["without a name", {}, "{}", "Extension.InvalidExtensionName", "Empty extension name"],
  ["under a name without end", { "Lambda-Extension-Name": "x".repeat(257) }, "{}", "Extension.InvalidExtensionName", "Extension name too long"],
  ["without a body", { "Lambda-Extension-Name": "x" }, "", "InvalidRequestFormat", "unexpected end of JSON input"],
  ["that is no JSON", { "Lambda-Extension-Name": "x" }, "nope", "InvalidRequestFormat", "invalid character 'n' looking for beginning of value"],
  [
    "with configuration keys",
    { "Lambda-Extension-Name": "x" },
    '{"configurationKeys":["a"]}',
    "InvalidRequestFormat",
    "configurationKeys are deprecated; use environment variables instead",
  ],
  ["for an event that does not exist", { "Lambda-Extension-Name": "x" }, '{"events":["OTHER"]}', "Extension.InvalidEventType", "OTHER: ErrorInvalidEventType"],
] as const)("a registration %s is refused", async (_what, headers, body, errorType, message) => {
  await using api = await ApiHarness.start();
  expect(errorOf(await api.call("POST", "register", headers, body))).toEqual(refused(errorType, message));
});

test("names are taken once, and there are ten at most", async () => {
  await using api = await ApiHarness.start();
  for (let number = 0; number < 10; number += 1) await api.register(`e${number}`, []);
  const again = (name: string): Promise<Answer> => api.call("POST", "register", { "Lambda-Extension-Name": name }, "{}");
  expect(errorOf(await again("e10"))).toEqual(refused("Extension.TooManyExtensions", "Extension limit (10) reached"));
  await using other = await ApiHarness.start();
  await other.register("twice", []);
  expect(errorOf(await other.call("POST", "register", { "Lambda-Extension-Name": "twice" }, "{}"))).toEqual(
    refused("Extension.InvalidExtensionState", "Extension with this name already registered"),
  );
});

test("an external extension registers once, under the name of its file", async () => {
  await using api = await ApiHarness.start();
  api.registry.expect("agent");
  await api.register("agent", ["INVOKE", "SHUTDOWN"]);
  expect(api.told).toEqual(["registered"]);
  expect(errorOf(await api.call("POST", "register", { "Lambda-Extension-Name": "agent" }, "{}"))).toEqual(
    refused(
      "Extension.InvalidExtensionState",
      "State transition from Registered to Registered failed for extension agent. Error: State transition is not allowed",
    ),
  );
});

test("requests without a known identifier are refused", async () => {
  await using api = await ApiHarness.start();
  const id = "11111111-2222-3333-4444-555555555555";
  expect(errorOf(await api.call("GET", "event/next"))).toEqual(refused("Extension.MissingExtensionIdentifier", "Missing Lambda-Extension-Identifier header"));
  expect(errorOf(await api.call("GET", "event/next", { "Lambda-Extension-Identifier": "x" }))).toEqual(
    refused("Extension.InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier"),
  );
  expect(errorOf(await api.call("GET", "event/next", { "Lambda-Extension-Identifier": id }))).toEqual(
    refused("Extension.UnknownExtensionIdentifier", `Unknown extension ${id}`),
  );
  expect(errorOf(await api.call("POST", "init/error", { "Lambda-Extension-Identifier": id, "Lambda-Extension-Function-Error-Type": "X.y" }))).toEqual(
    refused("Extension.UnknownExtensionIdentifier", "Unknown Lambda-Extension-Identifier"),
  );
});

test("errors that extensions report need a type, and the right moment", async () => {
  await using api = await ApiHarness.start();
  const id = await api.register("reporter", []);
  const identified = { "Lambda-Extension-Identifier": id };
  expect(errorOf(await api.call("POST", "exit/error", identified))).toEqual(
    refused("Extension.MissingHeader", "Lambda-Extension-Function-Error-Type not found"),
  );
  const typed = { ...identified, "Lambda-Extension-Function-Error-Type": "Extension.Why" };
  expect(await api.call("POST", "exit/error", typed)).toMatchObject({ status: 202, body: '{"status":"OK"}\n' });
  expect(await api.call("POST", "exit/error", typed)).toMatchObject({ status: 202 });
  expect(api.registry.all[0]).toMatchObject({ state: "ExitError", errorType: "Extension.Why" });
  const words = (wanted: string): string => `State transition from ExitError to ${wanted} failed for extension ${id}. Error: State transition is not allowed`;
  expect(errorOf(await api.call("POST", "init/error", typed))).toEqual(refused("Extension.InvalidExtensionState", words("InitError")));
  expect(errorOf(await api.call("GET", "event/next", identified))).toEqual(refused("Extension.InvalidExtensionState", words("Ready")));
});

test("events come with an identifier; who waits already is refused", async () => {
  await using api = await ApiHarness.start();
  const identified = { "Lambda-Extension-Identifier": await api.register("waiter", ["INVOKE"]) };
  const first = api.call("GET", "event/next", identified);
  await waitFor(() => api.told.includes("ready"), { what: "the extension to wait" });
  expect((await api.call("GET", "event/next", identified)).status).toBe(403);
  api.registry.publish("INVOKE", { eventType: "INVOKE" });
  const event = await first;
  expect(event).toMatchObject({ status: 200, body: '{"eventType":"INVOKE"}\n' });
  expect(event.headers["lambda-extension-event-identifier"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("an event that comes while an extension works waits for it", async () => {
  await using api = await ApiHarness.start();
  const identified = { "Lambda-Extension-Identifier": await api.register("worker", ["INVOKE"]) };
  api.registry.publish("INVOKE", { eventType: "INVOKE" });
  expect((await api.call("GET", "event/next", identified)).body).toBe('{"eventType":"INVOKE"}\n');
});

test("paths and methods that do not exist are answered as by AWS's router", async () => {
  await using api = await ApiHarness.start();
  expect((await api.call("GET", "nothing")).status).toBe(404);
  expect(await api.call("GET", "register")).toMatchObject({ status: 405, headers: { allow: "POST" } });
});

/** What a test's extension does. */
export interface ExtensionScriptOptions {
  readonly events: readonly string[];
  readonly features?: string;
  /** Milliseconds of work after each invocation, before it asks for the next event. */
  readonly workMs?: number;
  /** Reports this error after it has registered, and ends. */
  readonly initError?: string;
  /** Reports this error when an invocation comes, and ends. */
  readonly exitError?: string;
  /** Ends with this code when an invocation comes. */
  readonly exitOnInvoke?: number;
  /** Runs after it has registered; has `call(method, path, body, headers)` and `tell(value)`. */
  readonly afterRegister?: string;
  /** Runs when it was told to shut down, before it ends; has what `afterRegister` declared. */
  readonly beforeExit?: string;
}

/** An external extension that prints each answer and event as `NAME: JSON`, for sandboxes with node at /var/lang. */
export function extensionScript(options: ExtensionScriptOptions): string {
  return `#!/var/lang/bin/node
const { request } = require("node:http");
const { basename } = require("node:path");
const options = ${JSON.stringify(options)};
const name = basename(process.argv[1]);
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
let id = "";
const tell = (value) => process.stdout.write(name + ": " + JSON.stringify(value) + "\\n");
function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path, headers: { "Lambda-Extension-Identifier": id, ...headers } }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
async function main() {
  const registered = await call("POST", "/2020-01-01/extension/register", { events: options.events }, { "Lambda-Extension-Name": name, "Lambda-Extension-Accept-Feature": options.features ?? "" });
  id = registered.headers["lambda-extension-identifier"];
  tell(JSON.parse(registered.text));
  if (options.initError !== undefined) {
    await call("POST", "/2020-01-01/extension/init/error", {}, { "Lambda-Extension-Function-Error-Type": options.initError });
    process.exit(1);
  }
  ${options.afterRegister ?? ""}
  for (;;) {
    const next = await call("GET", "/2020-01-01/extension/event/next");
    const event = JSON.parse(next.text);
    tell(event);
    if (next.status !== 200 || event.eventType === "SHUTDOWN") {
      ${options.beforeExit ?? ""}
      process.exit(0);
    }
    if (options.exitError !== undefined) {
      await call("POST", "/2020-01-01/extension/exit/error", {}, { "Lambda-Extension-Function-Error-Type": options.exitError });
      process.exit(1);
    }
    if (options.exitOnInvoke !== undefined) process.exit(options.exitOnInvoke);
    if (options.workMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.workMs));
  }
}
void main();
`;
}

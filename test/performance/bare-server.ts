import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

/** The yardstick: a node HTTP server that reads the body and answers with it, in a process of its own. */
export interface BareServer extends AsyncDisposable {
  readonly url: string;
}

const self = fileURLToPath(import.meta.url);

/** Starts the bare server on a free loopback port. */
export async function startBareServer(): Promise<BareServer> {
  const child = fork(self, ["--serve"], { execPath: process.execPath });
  const [port] = (await once(child, "message")) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.kill();
      await exited;
    },
  };
}

function serve(): void {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (bytes: Buffer) => parts.push(bytes));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
    });
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") process.send?.(address.port);
  });
}

if (process.argv.includes("--serve")) serve();

import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import { FunctionUrlDoor, type FunctionUrlDoorDependencies } from "./api/http/function-url-door.ts";
import { startHttpServer, type HttpServer, type ListenOptions } from "./api/http/http-server.ts";
import { functionUrlAddress, functionUrlBase } from "./core/function-urls/function-url-address.ts";
import { FunctionUrlTable } from "./core/function-urls/function-url-table.ts";

/** Where function URLs are served. */
export interface FunctionUrlsOptions extends Omit<FunctionUrlDoorDependencies, "table" | "base"> {
  readonly directory: FunctionDirectory;
  /** Absent: they are not served here, but clients are told where they would be. */
  readonly listen: ListenOptions | undefined;
  /** Where clients reach them, like https://functions.example.com; by default the listener, by the name localhost. */
  readonly publicBase: string | undefined;
  readonly drainMs: number;
  readonly stalledMs?: number;
}

/** The listener, and the addresses of the URLs. */
export interface OpenFunctionUrls {
  readonly server: HttpServer | undefined;
  /** Address of the function URL with this id. */
  readonly addressOf: (urlId: string) => string;
}

/** Opens the door of function URLs. */
export async function openFunctionUrls(options: FunctionUrlsOptions): Promise<OpenFunctionUrls> {
  const { listen, region, publicBase, directory, drainMs, stalledMs } = options;
  let base = functionUrlBase(publicBase ?? "http://localhost");
  const server = listen === undefined ? undefined : await open(listen);
  if (server !== undefined && publicBase === undefined) base = functionUrlBase(`http://localhost:${new URL(server.url).port}`);
  return { server, addressOf: (urlId) => functionUrlAddress(base, region, urlId) };

  async function open(address: ListenOptions): Promise<HttpServer> {
    const table = new FunctionUrlTable(directory.attachments);
    const door = new FunctionUrlDoor({ ...options, table, base: () => base });
    const handlers = { handle: door.handle.bind(door), drainMs, ...(stalledMs === undefined ? {} : { stalledMs }) };
    const listening = await startHttpServer(address, handlers);
    return {
      url: listening.url,
      async [Symbol.asyncDispose]() {
        await listening[Symbol.asyncDispose]();
        table[Symbol.dispose]();
      },
    };
  }
}

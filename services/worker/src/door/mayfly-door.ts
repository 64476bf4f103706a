import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "node:net";
import type { Metrics } from "@mayfly/telemetry/metrics";
import { SharedPlaces } from "../core/shared-places.ts";
import type { ApiAnswer } from "../runtime/api-answers.ts";
import { SandboxApiServer, type SandboxApi } from "../runtime/sandbox-api-server.ts";
import { GatewayForwarder } from "./gateway-forwarder.ts";

/** What the door works with. */
export interface MayflyDoorOptions {
  /** Where the gateway is, like http://127.0.0.1:8700; undefined while nobody knows. */
  readonly gatewayUrl: () => string | undefined;
  readonly metrics: Metrics;
}

/** Connections: every sandbox may have some, however many others have. Each costs the agent two descriptors. */
const connections = { guaranteed: 4, ownMax: 64, sharedMax: 512 } as const;
/** Requests that one sandbox asks faster wait. */
const rate = { perMs: 1, burst: 200 } as const;

const notHere: ApiAnswer = { status: 404, body: { message: "Mayfly's API alone is served here." } };

/**
 * The one door from sandboxes to Mayfly itself: at `doorAddress` in each of them, the gateway's AWS-compatible API, for whoever signs. A connection stays
 * open until the client or the sandbox ends, so that one that was kept over a freeze can be used after it.
 */
export class MayflyDoor implements Disposable, SandboxApi {
  readonly #forwarder: GatewayForwarder;
  readonly #places = new SharedPlaces(connections);

  constructor({ gatewayUrl, metrics }: MayflyDoorOptions) {
    this.#forwarder = new GatewayForwarder({ gatewayUrl, metrics });
    metrics.gauge({
      name: "mayfly_worker_door_connections",
      help: "Connections from inside sandboxes to Mayfly's own API that are open.",
      read: () => this.#places.taken,
    });
  }

  /** Serves one sandbox's listener; disposing what it gives back ends its connections. */
  open(listener: Server): Disposable {
    const server = new SandboxApiServer(listener, { rate, places: this.#places.join() });
    server.add(this);
    return server;
  }

  serve(request: IncomingMessage, response: ServerResponse, path: string): true {
    if (isMayflysOwn(path)) this.#forwarder.refuse(request, response, notHere);
    else this.#forwarder.forward(request, response);
    return true;
  }

  [Symbol.dispose](): void {
    this.#forwarder[Symbol.dispose]();
  }
}

/** Health and console are for operators; deployment packages are where GetFunction says, and each link is proof enough. */
function isMayflysOwn(path: string): boolean {
  return /^\/(?:_mayfly|console)(?:\/|$)/.test(path) && !path.startsWith("/_mayfly/packages/");
}

import type { Server } from "node:net";
import type { Metrics } from "@mayfly/telemetry/metrics";
import { SharedPlaces } from "../core/shared-places.ts";
import { TokenBucket } from "../core/token-bucket.ts";
import type { ApiAnswer } from "../runtime/api-answers.ts";
import { SandboxApiServer } from "../runtime/sandbox-api-server.ts";
import { GatewayForwarder, type DoorExchange } from "./gateway-forwarder.ts";

/** What the door works with. */
export interface MayflyDoorOptions {
  /** Where the gateway is, like http://127.0.0.1:8700; undefined while nobody knows. */
  readonly gatewayUrl: () => string | undefined;
  readonly metrics: Metrics;
}

/** Connections: every sandbox may have some, however many others have. Each costs the agent two descriptors. */
const connections = { guaranteed: 4, ownMax: 64, sharedMax: 512 } as const;
/** Requests of one sandbox, and bytes of their bodies and answers: what comes faster waits. */
const requestRate = { perMs: 0.25, burst: 200 } as const;
const byteRate = { perMs: 64 * 1024, burst: 16 * 1024 * 1024 } as const;

const notHere: ApiAnswer = { status: 404, body: { message: "Mayfly's API alone is served here." } };

/**
 * The one door from sandboxes to Mayfly itself: at `doorAddress` in each of them, the gateway's AWS-compatible API, for whoever signs. A connection stays
 * open until the client or the sandbox ends, so that one that was kept over a freeze can be used after it.
 */
export class MayflyDoor implements Disposable {
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
    const server = new SandboxApiServer(listener, { rate: requestRate, places: this.#places.join() });
    const pace = new TokenBucket(byteRate, performance.now());
    server.add({ serve: (request, response, path) => this.#serve({ request, response }, path, pace) });
    return server;
  }

  #serve(exchange: DoorExchange, path: string, pace: TokenBucket): true {
    if (isMayflysOwn(path)) this.#forwarder.refuse(exchange, notHere);
    else this.#forwarder.forward(exchange, pace);
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

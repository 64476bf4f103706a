import type { Bus, BusMessage } from "@mayfly/bus/bus";
import { methodCodec, type Codec } from "@mayfly/contracts/codec";
import type { PlaceReply } from "@mayfly/contracts/generated/mayfly/agent/v1/PlaceReply";
import type { PlaceRequest__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/PlaceRequest";
import type { RetireReply } from "@mayfly/contracts/generated/mayfly/agent/v1/RetireReply";
import type { RetireRequest__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/RetireRequest";
import type { PrepareVersionReply } from "@mayfly/contracts/generated/mayfly/scheduler/v1/PrepareVersionReply";
import type { PrepareVersionRequest__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/PrepareVersionRequest";
import { agentService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import type { Logger } from "@mayfly/telemetry/logger";

/** Whose orders are served, and where. */
export interface OrderOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly agentId: string;
  readonly logger: Logger;
}

/** What an agent does when it is told to. None of these fails: what went wrong is in the reply. */
export interface OrderHandlers {
  place(request: PlaceRequest__Output): Promise<PlaceReply>;
  prepare(request: PrepareVersionRequest__Output): Promise<PrepareVersionReply>;
  retire(request: RetireRequest__Output): Promise<RetireReply>;
  /** A scheduler has started and wants a report. */
  reportNow(): void;
  /** A holder of leases lives. */
  holderAlive(holderId: string): void;
  /** Called before each order: the scheduler lives. */
  onHeard(): void;
}

/** Takes orders from the bus until it is disposed. Messages that cannot be read are logged and left alone. */
export function serveOrders(options: OrderOptions, handlers: OrderHandlers): AsyncDisposable {
  const { bus, region, agentId } = options;
  const orders = new Orders(options, () => handlers.onHeard());
  const subscriptions = new AsyncDisposableStack();
  subscriptions.use(orders.serve(internalSubjects.place(region, agentId), methodCodec(agentService, "Place"), (request) => handlers.place(request)));
  subscriptions.use(orders.serve(internalSubjects.prepare(region, agentId), methodCodec(agentService, "Prepare"), (request) => handlers.prepare(request)));
  subscriptions.use(orders.serve(internalSubjects.retire(region, agentId), methodCodec(agentService, "Retire"), (request) => handlers.retire(request)));
  subscriptions.use(bus.subscribe(internalSubjects.reportNow(region), () => handlers.reportNow()));
  const alive = methodCodec(agentService, "HolderAlive").request;
  subscriptions.use(
    bus.subscribe(internalSubjects.holderAlive(region), (message) => {
      const heartbeat = orders.decode(alive, message);
      if (heartbeat !== undefined) handlers.holderAlive(heartbeat.holder_id);
    }),
  );
  return subscriptions;
}

class Orders {
  readonly #options: OrderOptions;
  readonly #onHeard: () => void;

  constructor(options: OrderOptions, onHeard: () => void) {
    this.#options = options;
    this.#onHeard = onHeard;
  }

  serve<Request, Reply>(
    subject: string,
    codec: { readonly request: Codec<never, Request>; readonly response: Codec<Reply, unknown> },
    handle: (request: Request) => Promise<Reply>,
  ): AsyncDisposable {
    return this.#options.bus.subscribe(subject, (message) => {
      const request = this.decode(codec.request, message);
      if (request === undefined) return;
      this.#onHeard();
      void handle(request).then((reply) => this.#reply(message, codec.response.encode(reply)));
    });
  }

  decode<Request>(codec: Codec<never, Request>, message: BusMessage): Request | undefined {
    try {
      return codec.decode(message.data);
    } catch {
      this.#options.logger.warn("message not readable", { subject: message.subject });
      return undefined;
    }
  }

  #reply(message: BusMessage, bytes: Buffer): void {
    if (message.replyTo === undefined) return;
    try {
      this.#options.bus.publish(message.replyTo, bytes);
    } catch (error) {
      this.#options.logger.warn("reply not sent", { subject: message.subject, error: error instanceof Error ? error : String(error) });
    }
  }
}

import { invocationService } from "@mayfly/contracts/services";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { connectNats } from "@mayfly/testkit/connect-nats";
import type { System } from "../e2e/support/system.ts";
import { openHttpConnection } from "./http-connection.ts";
import type { RequestOnce } from "./latency.ts";
import { signedInvoke } from "./signed-request.ts";

const event = '{"n":1}';

/** Opens a door for so many requests at a time; `requests` holds one function a slot. */
export type Door = (concurrency: number) => Promise<{ readonly requests: readonly RequestOnce[] } & AsyncDisposable>;

const slots = (concurrency: number, request: RequestOnce): readonly RequestOnce[] => Array.from({ length: concurrency }, () => request);

/** The bare server. */
export function plainHttpDoor(url: string): Door {
  const request = Buffer.from(`POST / HTTP/1.1\r\nhost: bare\r\ncontent-type: application/json\r\ncontent-length: ${event.length}\r\n\r\n${event}`);
  return async (concurrency) => openHttp(url, request, concurrency);
}

/** Signed Invoke requests over HTTP, one connection a slot. */
export function httpDoor(system: System, functionName: string): Door {
  return async (concurrency) => openHttp(system.httpEndpoints[0] ?? "", await signedInvoke(system, functionName, event), concurrency);
}

async function openHttp(url: string, request: Buffer, concurrency: number) {
  const connections = await Promise.all(Array.from({ length: concurrency }, () => openHttpConnection(url, request)));
  return {
    requests: connections.map((connection) => connection.request),
    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection[Symbol.dispose]();
    },
  };
}

/** Unary gRPC calls on one connection. */
export function grpcUnaryDoor(system: System, functionName: string): Door {
  return async (concurrency) => {
    const client = createGrpcClient(invocationService, { address: system.grpcAddresses[0] ?? "" });
    const headers = new Map([["authorization", `Bearer ${system.token}`]]);
    const request = async () => expectAnswer((await client.Invoke({ function_name: functionName, payload: Buffer.from(event) }, { headers })).payload);
    return { requests: slots(concurrency, request), [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
  };
}

/** One InvokeMany stream. */
export function grpcManyDoor(system: System, functionName: string): Door {
  return async (concurrency) => {
    const client = createGrpcClient(invocationService, { address: system.grpcAddresses[0] ?? "" });
    const queue = new RequestQueue(functionName);
    const reading = (async () => {
      for await (const answer of client.InvokeMany(queue.requests(), { headers: new Map([["authorization", `Bearer ${system.token}`]]) }))
        queue.answered(answer.correlation_id, answer.payload);
    })();
    return {
      requests: slots(concurrency, () => queue.send()),
      async [Symbol.asyncDispose]() {
        queue.close();
        await reading;
        await client[Symbol.asyncDispose]();
      },
    };
  };
}

/** Requests on `mayfly.invoke`, on one connection. */
export function natsDoor(system: System, functionName: string): Door {
  return async (concurrency) => {
    const nats = await connectNats(system.natsUrl);
    const request = async () => expectAnswer((await nats.request(`mayfly.invoke.${system.account}.${functionName}`, event, { timeout: 10_000 })).data);
    return { requests: slots(concurrency, request), [Symbol.asyncDispose]: () => nats.close() };
  };
}

function expectAnswer(payload: Uint8Array): void {
  if (Buffer.from(payload).toString() !== event) throw new Error(`unexpected answer: ${Buffer.from(payload).toString()}`);
}

/** Feeds one request stream and pairs its answers. */
class RequestQueue {
  readonly #functionName: string;
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();
  readonly #unsent: string[] = [];
  #wake: PromiseWithResolvers<void> = Promise.withResolvers();
  #next = 0;
  #closed = false;

  constructor(functionName: string) {
    this.#functionName = functionName;
  }

  send(): Promise<void> {
    const id = String(this.#next++);
    const answer = Promise.withResolvers<void>();
    this.#waiting.set(id, answer);
    this.#unsent.push(id);
    this.#wake.resolve();
    return answer.promise;
  }

  answered(id: string, payload: Buffer): void {
    expectAnswer(payload);
    this.#waiting.get(id)?.resolve();
    this.#waiting.delete(id);
  }

  close(): void {
    this.#closed = true;
    this.#wake.resolve();
  }

  async *requests() {
    while (!this.#closed) {
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
      for (let id = this.#unsent.shift(); id !== undefined; id = this.#unsent.shift())
        yield { function_name: this.#functionName, payload: Buffer.from(event), correlation_id: id };
    }
  }
}

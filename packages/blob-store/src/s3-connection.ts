import { AsyncLocalStorage } from "node:async_hooks";
import * as http from "node:http";
import * as https from "node:https";
import { Client } from "minio";
import { PlatformError } from "@mayfly/errors/platform-error";

/** An S3 server and who asks it. */
export interface S3Access {
  /** Like http://127.0.0.1:9000; https for TLS. */
  readonly endpoint: URL;
  readonly accessKey: string;
  readonly secretKey: string;
  /** us-east-1 by default. */
  readonly region?: string;
  /** Longest time of one call, and of waiting for the next bytes of an object; 30,000 by default. */
  readonly deadlineMs?: number;
  /** Connections at once; 16 by default. */
  readonly connectionsMax?: number;
}

/** The client itself knows no deadlines: every request that it sends within `run` is aborted by this signal. */
const callSignal = new AsyncLocalStorage<AbortSignal>();

/** The `minio` client with deadlines. Disposing it closes its connections. */
export class S3Connection implements Disposable {
  readonly #client: Client;
  readonly #agent: http.Agent;
  readonly #deadlineMs: number;

  constructor(access: S3Access) {
    const secure = access.endpoint.protocol === "https:";
    const agentOptions = { keepAlive: true, maxSockets: access.connectionsMax ?? 16 };
    this.#deadlineMs = access.deadlineMs ?? 30_000;
    this.#agent = secure ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
    this.#client = new Client({
      endPoint: access.endpoint.hostname,
      port: Number(access.endpoint.port) || (secure ? 443 : 80),
      useSSL: secure,
      accessKey: access.accessKey,
      secretKey: access.secretKey,
      region: access.region ?? "us-east-1",
      transport: { request: abortable(secure ? https.request : http.request) },
      transportAgent: this.#agent,
      retryOptions: { disableRetry: true },
    });
  }

  /** Performs one call within the deadline. */
  async call<Result>(operation: (client: Client) => Promise<Result>): Promise<Result> {
    return await callSignal.run(AbortSignal.timeout(this.#deadlineMs), () => operation(this.#client));
  }

  /** Streams an object, as long as the next bytes come within the deadline. Fails as the client does before the first bytes, later with ServiceUnavailable. */
  async read(bucket: string, key: string, version?: string): Promise<AsyncIterable<Buffer>> {
    const stall = new StallSignal(this.#deadlineMs);
    try {
      const stream = await callSignal.run(stall.signal, () => this.#client.getObject(bucket, key, version === undefined ? {} : { versionId: version }));
      // Aborted before anyone reads it, the stream would otherwise bring the process down.
      stream.on("error", () => undefined);
      return readObject(stream, stall);
    } catch (error) {
      stall.stop();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

/** The code that S3 gave a failure, if it was S3 that refused. */
export function s3ErrorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

type Request = typeof http.request;

/** `request` whose calls are ended by the signal of the operation they belong to. */
function abortable(request: Request): Request {
  function withSignal(options: http.RequestOptions | string | URL, second?: unknown, third?: unknown): http.ClientRequest {
    if (typeof options === "string" || options instanceof URL) throw new TypeError("minio passes request options, not a URL");
    const signal = callSignal.getStore();
    // The overloads of http.request cannot be written down in one signature; minio calls (options, callback).
    const callback = (typeof second === "function" ? second : third) as ((response: http.IncomingMessage) => void) | undefined;
    return request(signal === undefined ? options : { ...options, signal }, callback);
  }
  return withSignal;
}

/** Aborts once nothing has happened for a time. */
class StallSignal {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(stallMs: number) {
    this.#timer = setTimeout(() => this.#controller.abort(new Error(`no bytes for ${stallMs} ms`)), stallMs);
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  progress(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

async function* readObject(stream: AsyncIterable<Buffer>, stall: StallSignal): AsyncGenerator<Buffer> {
  try {
    for await (const piece of stream) {
      stall.progress();
      yield piece;
    }
  } catch (error) {
    throw error instanceof PlatformError ? error : new PlatformError("ServiceUnavailable", "An object could not be read.", { cause: error });
  } finally {
    stall.stop();
  }
}

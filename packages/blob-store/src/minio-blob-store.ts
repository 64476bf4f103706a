import { AsyncLocalStorage } from "node:async_hooks";
import * as http from "node:http";
import * as https from "node:https";
import { Client } from "minio";
import { PlatformError } from "@mayfly/errors/platform-error";
import { parseBlobKey } from "./blob-key.ts";
import type { BlobDescription, BlobStore } from "./blob-store.ts";

/** Where a bucket is and who asks for it. */
export interface MinioOptions {
  /** Like http://127.0.0.1:9000; https for TLS. */
  readonly endpoint: URL;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  /** us-east-1 by default. */
  readonly region?: string;
  /** Longest time of one call, and of waiting for the next bytes of an object; 30,000 by default. */
  readonly deadlineMs?: number;
  /** Connections at once; 16 by default. */
  readonly connectionsMax?: number;
}

const probeKey = ".mayfly-check";
/** The client itself knows no deadlines: every request that it sends within `run` is aborted by this signal. */
const callSignal = new AsyncLocalStorage<AbortSignal>();

/** Keeps objects in a bucket of MinIO or of any S3 service; one PUT an object, whose checksum the server verifies. */
export class MinioBlobStore implements BlobStore {
  readonly #client: Client;
  readonly #agent: http.Agent;
  readonly #options: MinioOptions;
  readonly #deadlineMs: number;

  private constructor(options: MinioOptions) {
    const secure = options.endpoint.protocol === "https:";
    const agentOptions = { keepAlive: true, maxSockets: options.connectionsMax ?? 16 };
    this.#options = options;
    this.#deadlineMs = options.deadlineMs ?? 30_000;
    this.#agent = secure ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
    this.#client = new Client({
      endPoint: options.endpoint.hostname,
      port: Number(options.endpoint.port) || (secure ? 443 : 80),
      useSSL: secure,
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      region: options.region ?? "us-east-1",
      transport: { request: abortable(secure ? https.request : http.request) },
      transportAgent: this.#agent,
      retryOptions: { disableRetry: true },
    });
  }

  /** Connects, and creates the bucket if it is missing. Fails with ServiceUnavailable and a sentence that says what to mend. */
  static async open(options: MinioOptions): Promise<MinioBlobStore> {
    const store = new MinioBlobStore(options);
    try {
      await store.#makeBucket();
    } catch (error) {
      await store[Symbol.asyncDispose]();
      throw error;
    }
    return store;
  }

  async put(key: string, content: Uint8Array): Promise<void> {
    parseBlobKey(key);
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    await this.#call("An object could not be stored.", () => this.#client.putObject(this.#options.bucket, key, bytes));
  }

  async find(key: string): Promise<AsyncIterable<Buffer> | undefined> {
    parseBlobKey(key);
    const stall = new StallSignal(this.#deadlineMs);
    try {
      const stream = await callSignal.run(stall.signal, () => this.#client.getObject(this.#options.bucket, key));
      // Aborted before anyone reads it, the stream would otherwise bring the process down.
      stream.on("error", () => undefined);
      return readObject(stream, stall);
    } catch (error) {
      stall.stop();
      if (isAbsence(error)) return undefined;
      throw unavailable("An object could not be read.", error);
    }
  }

  async describe(key: string): Promise<BlobDescription | undefined> {
    parseBlobKey(key);
    return await this.#call("An object could not be described.", async () => {
      try {
        const found = await this.#client.statObject(this.#options.bucket, key);
        return { sizeBytes: found.size };
      } catch (error) {
        if (isAbsence(error)) return undefined;
        throw error;
      }
    });
  }

  async delete(key: string): Promise<void> {
    parseBlobKey(key);
    await this.#call("An object could not be removed.", () => this.#client.removeObject(this.#options.bucket, key));
  }

  async check(): Promise<void> {
    const { bucket, endpoint } = this.#options;
    await this.#call(`The bucket ${bucket} at ${endpoint.origin} cannot be written: check that the server runs and what the key may do.`, async () => {
      await this.#client.putObject(bucket, probeKey, Buffer.alloc(1));
      await this.#client.removeObject(bucket, probeKey);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
  }

  async #makeBucket(): Promise<void> {
    const { bucket, endpoint, region } = this.#options;
    await this.#call(`The bucket ${bucket} at ${endpoint.origin} can be neither found nor created: check URL, access key and secret.`, async () => {
      if (await this.#client.bucketExists(bucket)) return;
      try {
        await this.#client.makeBucket(bucket, region ?? "us-east-1");
      } catch (error) {
        // Another package store was faster.
        if (errorCode(error) !== "BucketAlreadyOwnedByYou") throw error;
      }
    });
  }

  async #call<T>(failure: string, operation: () => Promise<T>): Promise<T> {
    try {
      return await callSignal.run(AbortSignal.timeout(this.#deadlineMs), operation);
    } catch (error) {
      throw unavailable(failure, error);
    }
  }
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
    throw unavailable("An object could not be read.", error);
  } finally {
    stall.stop();
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function isAbsence(error: unknown): boolean {
  return errorCode(error) === "NoSuchKey" || errorCode(error) === "NotFound";
}

function unavailable(message: string, cause: unknown): PlatformError {
  return cause instanceof PlatformError ? cause : new PlatformError("ServiceUnavailable", message, { cause });
}

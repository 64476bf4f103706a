import type { Client } from "minio";
import { PlatformError } from "@mayfly/errors/platform-error";
import { parseBlobKey } from "./blob-key.ts";
import type { BlobDescription, BlobStore } from "./blob-store.ts";
import { S3Connection, s3ErrorCode, type S3Access } from "./s3-connection.ts";

/** Where a bucket is and who asks for it. */
export interface MinioOptions extends S3Access {
  readonly bucket: string;
}

const probeKey = ".mayfly-check";

/** Keeps objects in a bucket of MinIO or of any S3 service; one PUT an object, whose checksum the server verifies. */
export class MinioBlobStore implements BlobStore {
  readonly #connection: S3Connection;
  readonly #options: MinioOptions;

  private constructor(options: MinioOptions) {
    this.#options = options;
    this.#connection = new S3Connection(options);
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
    await this.#call("An object could not be stored.", (client) => client.putObject(this.#options.bucket, key, bytes));
  }

  async find(key: string): Promise<AsyncIterable<Buffer> | undefined> {
    parseBlobKey(key);
    try {
      return await this.#connection.read(this.#options.bucket, key);
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw unavailable("An object could not be read.", error);
    }
  }

  async describe(key: string): Promise<BlobDescription | undefined> {
    parseBlobKey(key);
    return await this.#call("An object could not be described.", async (client) => {
      try {
        const found = await client.statObject(this.#options.bucket, key);
        return { sizeBytes: found.size };
      } catch (error) {
        if (isAbsence(error)) return undefined;
        throw error;
      }
    });
  }

  async delete(key: string): Promise<void> {
    parseBlobKey(key);
    await this.#call("An object could not be removed.", (client) => client.removeObject(this.#options.bucket, key));
  }

  async check(): Promise<void> {
    const { bucket, endpoint } = this.#options;
    await this.#call(`The bucket ${bucket} at ${endpoint.origin} cannot be written: check that the server runs and what the key may do.`, async (client) => {
      await client.putObject(bucket, probeKey, Buffer.alloc(1));
      await client.removeObject(bucket, probeKey);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection[Symbol.dispose]();
  }

  async #makeBucket(): Promise<void> {
    const { bucket, endpoint, region } = this.#options;
    await this.#call(`The bucket ${bucket} at ${endpoint.origin} can be neither found nor created: check URL, access key and secret.`, async (client) => {
      if (await client.bucketExists(bucket)) return;
      try {
        await client.makeBucket(bucket, region ?? "us-east-1");
      } catch (error) {
        // Another package store was faster.
        if (s3ErrorCode(error) !== "BucketAlreadyOwnedByYou") throw error;
      }
    });
  }

  async #call<T>(failure: string, operation: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await this.#connection.call(operation);
    } catch (error) {
      throw unavailable(failure, error);
    }
  }
}

function isAbsence(error: unknown): boolean {
  return s3ErrorCode(error) === "NoSuchKey" || s3ErrorCode(error) === "NotFound";
}

function unavailable(message: string, cause: unknown): PlatformError {
  return cause instanceof PlatformError ? cause : new PlatformError("ServiceUnavailable", message, { cause });
}

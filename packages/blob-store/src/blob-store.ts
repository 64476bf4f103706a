/** What a store knows of an object without reading it. */
export interface BlobDescription {
  readonly sizeBytes: number;
}

/**
 * Objects by key, in a directory or an S3 bucket. A put is whole or not there at all, also after a crash; keys are
 * `/`-separated segments of `[A-Za-z0-9._-]`, none of them `.` or `..`. Failures are PlatformError ServiceUnavailable.
 */
export interface BlobStore extends AsyncDisposable {
  /** Stores the bytes, replacing an object of that key. Resolves once they are durable. */
  put(key: string, content: Uint8Array): Promise<void>;
  /** Streams the object; undefined if there is none. */
  find(key: string): Promise<AsyncIterable<Buffer> | undefined>;
  /** Describes the object; undefined if there is none. */
  describe(key: string): Promise<BlobDescription | undefined>;
  /** Removes the object; removing what is not there is no error. */
  delete(key: string): Promise<void>;
  /** Resolves if the store can be reached and written, else fails with a sentence that says what to mend. */
  check(): Promise<void>;
}

/** Names one object of an S3 server. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  /** The latest if undefined. */
  readonly version?: string | undefined;
}

/** Why there is no such object, in the words of S3. */
export interface ObjectRefusal {
  readonly code: string;
  readonly message: string;
}

/** Objects that others have put somewhere: read, never written. */
export interface ObjectSource {
  /** Streams an object, or says why S3 refuses. Fails with PlatformError ServiceUnavailable if the server cannot be asked. */
  read(address: ObjectAddress): Promise<{ readonly kind: "found"; readonly content: AsyncIterable<Buffer> } | ({ readonly kind: "refused" } & ObjectRefusal)>;
}

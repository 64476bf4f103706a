import { PlatformError } from "@mayfly/errors/platform-error";
import type { ObjectAddress, ObjectSource } from "./object-source.ts";
import { S3Connection, s3ErrorCode, type S3Access } from "./s3-connection.ts";

/** What S3 says of the failures that are the address's fault, which the client shortens. */
const refusals: Readonly<Record<string, string>> = {
  NoSuchBucket: "The specified bucket does not exist",
  NoSuchKey: "The specified key does not exist.",
  NoSuchVersion: "The specified version does not exist.",
  InvalidBucketName: "The specified bucket is not valid.",
  AccessDenied: "Access Denied",
};

/** Reads objects of any bucket that its access key may read. */
export class S3ObjectSource implements ObjectSource, Disposable {
  readonly #connection: S3Connection;

  constructor(access: S3Access) {
    this.#connection = new S3Connection(access);
  }

  async read({ bucket, key, version }: ObjectAddress): ReturnType<ObjectSource["read"]> {
    try {
      return { kind: "found", content: await this.#connection.read(bucket, key, version) };
    } catch (error) {
      const code = codeOf(error, version);
      const message = refusals[code];
      if (message === undefined)
        throw new PlatformError("ServiceUnavailable", "The object store that functions' code comes from does not answer.", { cause: error });
      return { kind: "refused", code, message };
    }
  }

  [Symbol.dispose](): void {
    this.#connection[Symbol.dispose]();
  }
}

/** The client's own checks of a bucket's name have a class instead of a code. */
function codeOf(error: unknown, version: string | undefined): string {
  if (error instanceof Error && error.name === "InvalidBucketNameError") return "InvalidBucketName";
  const code = s3ErrorCode(error) ?? "";
  return code === "InvalidArgument" && version !== undefined ? "NoSuchVersion" : code;
}

import type { ObjectSource } from "@mayfly/blob-store/object-source";
import { S3ObjectSource } from "@mayfly/blob-store/s3-object-source";
import type { CodeSourceAccess } from "@mayfly/config/code-source-settings";
import type { PackageLocation } from "../package-store-config.ts";

/** Opens the object store that code may be in. The bucket of the packages does not exist for it: it has the code of every account. */
export function openCodeSource(access: CodeSourceAccess, packages: PackageLocation): ObjectSource & Disposable {
  const source = new S3ObjectSource(access);
  return {
    read: async (address) =>
      packages.kind === "s3" && packages.bucket === address.bucket
        ? { kind: "refused", code: "NoSuchBucket", message: "The specified bucket does not exist" }
        : await source.read(address),
    [Symbol.dispose]: () => source[Symbol.dispose](),
  };
}

import type { ObjectSource } from "@mayfly/blob-store/object-source";
import type { CopyPackageRequest__Output } from "@mayfly/contracts/generated/mayfly/packages/v1/CopyPackageRequest";
import type { PutPackageRequest__Output } from "@mayfly/contracts/generated/mayfly/packages/v1/PutPackageRequest";
import { PlatformError } from "@mayfly/errors/platform-error";

/** An object's bytes as the messages of an upload. Throws what AWS answers where S3 refuses the object (behaviours.md §7). */
export async function* copiedPieces(source: ObjectSource | undefined, request: CopyPackageRequest__Output): AsyncGenerator<PutPackageRequest__Output> {
  if (source === undefined) {
    throw new PlatformError(
      "InvalidParameterValue",
      "No object store is configured that S3Bucket and S3Key could be in. Set MAYFLY_CODE_S3_URL with its access key and secret key, or send the code as ZipFile.",
    );
  }
  const { region, account, bucket, key, object_version: version } = request;
  const object = await source.read({ bucket, key, version: version === "" ? undefined : version });
  if (object.kind === "refused") {
    throw new PlatformError("InvalidParameterValue", `Error occurred while GetObject. S3 Error Code: ${object.code}. S3 Error Message: ${object.message}`);
  }
  yield { region, account, chunk: Buffer.alloc(0) };
  for await (const chunk of object.content) yield { region: "", account: "", chunk };
}

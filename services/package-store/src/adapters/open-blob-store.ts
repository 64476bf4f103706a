import type { BlobStore } from "@mayfly/blob-store/blob-store";
import { DirectoryBlobStore } from "@mayfly/blob-store/directory-blob-store";
import { MinioBlobStore } from "@mayfly/blob-store/minio-blob-store";
import type { PackageLocation } from "../package-store-config.ts";

/** Opens the store of the configured place. Fails with a sentence that says what to mend. */
export async function openBlobStore(location: PackageLocation): Promise<BlobStore> {
  if (location.kind === "directory") return await DirectoryBlobStore.open(location.path);
  const { url: endpoint, accessKey, secretKey, bucket, region } = location;
  return await MinioBlobStore.open({ endpoint, accessKey, secretKey, bucket, region });
}

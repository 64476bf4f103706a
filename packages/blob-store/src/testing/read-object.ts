import { buffer } from "node:stream/consumers";
import type { BlobStore } from "../blob-store.ts";

/** The whole object; undefined if there is none. */
export async function read(store: BlobStore, key: string): Promise<Buffer | undefined> {
  const content = await store.find(key);
  return content === undefined ? undefined : await buffer(content);
}

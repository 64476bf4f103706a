import { DirectoryBlobStore } from "../directory-blob-store.ts";

// Run by directory-blob-store.test.ts, which kills it in the middle of a put. Arguments: directory, bytes.
const [directory = "", bytes = ""] = process.argv.slice(2);
const store = await DirectoryBlobStore.open(directory);
for (let round = 1; ; round += 1) await store.put("object", Buffer.alloc(Number(bytes), round % 256));

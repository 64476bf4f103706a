import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";
import { DirectoryBlobStore } from "../directory-blob-store.ts";
import { read } from "./read-object.ts";

// Run by directory-blob-store.test.ts in a mount namespace of its own, with a disk of 1 MiB as its argument.
const disk = process.argv[2] ?? "";
await using store = await DirectoryBlobStore.open(disk);
await store.put("fits", Buffer.from("kept"));
const outcome = await store.put("dir/fits-not", randomBytes(3 * 1024 * 1024)).catch((error: unknown) => error);
const { code, publicMessage } = PlatformError.from(outcome);
const partial = readdirSync(join(disk, "~partial"));
const kept = (await read(store, "fits"))?.toString();
process.stdout.write(JSON.stringify({ code, message: publicMessage, partial, kept, absent: (await store.find("dir/fits-not")) === undefined }));

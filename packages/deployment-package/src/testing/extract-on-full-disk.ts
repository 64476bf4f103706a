import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";
import { extractArchive } from "../extract-archive.ts";
import { rawZip } from "./raw-zip.ts";

// Run by extract-archive.test.ts in a mount namespace of its own, with a disk of 1 MiB as its argument.
const disk = process.argv[2] ?? "";
const archive = rawZip([
  { name: "a", content: "fits" },
  { name: "b", content: randomBytes(3 * 1024 * 1024) },
]);
const outcome = await extractArchive(archive, join(disk, "task")).catch((error: unknown) => error);
const { code, publicMessage } = PlatformError.from(outcome);
process.stdout.write(JSON.stringify({ code, message: publicMessage, left: readdirSync(disk) }));

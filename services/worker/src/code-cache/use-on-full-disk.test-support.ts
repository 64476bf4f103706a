import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createExtractor } from "@mayfly/deployment-package/extractor";
import { PlatformError } from "@mayfly/errors/platform-error";
import { silentLogger } from "@mayfly/telemetry/logger";
import { zipOf } from "@mayfly/testkit/zip-of";
import { CodeCache } from "./code-cache.ts";

// Run by code-cache.test.ts in a mount namespace of its own, with a disk of 2 MiB as its argument.
const disk = process.argv[2] ?? "";
const archives = await Promise.all([0, 1, 2].map(() => zipOf({ content: randomBytes(1200 * 1024) })));
const keys = archives.map((archive) => ({ region: "us-east-1", account: "000000000000", sha256: createHash("sha256").update(archive).digest("hex") }));
const refuse = (): Promise<never> => Promise.reject(new PlatformError("UnknownOperation", "read-only"));
await using extractor = createExtractor();
const cache = new CodeCache({
  directory: disk,
  bytesMax: 1e9,
  extractor,
  logger: silentLogger,
  now: Date.now,
  packages: {
    PutPackage: refuse,
    CopyPackage: refuse,
    DescribePackage: refuse,
    async *GetPackage({ sha256 }) {
      const archive = archives[keys.findIndex((key) => key.sha256 === sha256)];
      if (archive !== undefined) yield { chunk: archive };
    },
  },
});
const [first, second, third] = keys;
if (first === undefined || second === undefined || third === undefined) throw new Error("no archives");
const unused = await cache.use(first);
unused[Symbol.dispose]();
const held = await cache.use(second);
const evicted = !existsSync(unused.directory);
const failure = await cache.use(third).then(
  () => undefined,
  (error: unknown) => PlatformError.from(error),
);
const left = readdirSync(join(held.directory, "..")).length;
held[Symbol.dispose]();
using used = await cache.use(third);
const healed = existsSync(join(used.directory, "content"));
process.stdout.write(JSON.stringify({ evicted, failure: { code: failure?.code, publicMessage: failure?.publicMessage }, left, healed }));

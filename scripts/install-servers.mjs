// Finds or fetches the real servers that tests run against. Runs under the pinned Node, which reads TypeScript.
import { processEnvironment } from "../packages/config/src/process-environment.ts";
import { PlatformError } from "../packages/errors/src/platform-error.ts";
import { findServers } from "../packages/servers/src/find-server.ts";
import { ensureMinioBinary } from "../packages/servers/src/minio-binary.ts";

const onProgress = (sentence) => console.error(`${sentence} ...`);

try {
  await findServers(["nats-server", "redis-server", "bwrap"], { onProgress });
  if ((processEnvironment().MAYFLY_TEST_S3_URL ?? "") === "") await ensureMinioBinary({ onProgress });
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? `\n\n${error.cause.message}` : "";
  console.error(error instanceof PlatformError ? `${error.publicMessage}${cause}` : error);
  process.exit(1);
}

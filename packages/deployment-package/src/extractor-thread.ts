import { parentPort } from "node:worker_threads";
import { PlatformError } from "@mayfly/errors/platform-error";
import { extractArchive } from "./extract-archive.ts";
import type { ExtractorReply, ExtractorRequest } from "./extractor-protocol.ts";
import { inspectArchive } from "./inspect-archive.ts";
import type { ArchiveSummary } from "./package-plan.ts";

// The thread half of extractor.ts.
const port = parentPort;
if (port === null) throw new Error("extractor-thread.ts runs as a worker thread only");

port.on("message", (request: ExtractorRequest) => {
  void answer(request).then((reply) => port.postMessage(reply));
});

async function answer(request: ExtractorRequest): Promise<ExtractorReply> {
  try {
    return { outcome: "done", summary: await run(request) };
  } catch (error) {
    const { code, publicMessage, cause } = PlatformError.from(error);
    return { outcome: "failed", code, publicMessage, reason: reasonOf(cause) };
  }
}

async function run(request: ExtractorRequest): Promise<ArchiveSummary> {
  if (request.job === "inspect") return await inspectArchive(asBuffer(request.archive), request.limits);
  const { archive, targetDirectory, partialDirectory, limits } = request;
  return await extractArchive(typeof archive === "string" ? archive : asBuffer(archive), targetDirectory, { partialDirectory, limits });
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  return cause.cause === undefined ? cause.message : `${cause.message}: ${reasonOf(cause.cause)}`;
}

import { packagesService } from "@mayfly/contracts/services";
import { PlatformError } from "@mayfly/errors/platform-error";
import { registration } from "@mayfly/rpc/contract-methods";
import { createGrpcServer } from "@mayfly/rpc/grpc-server";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { expect, test } from "vitest";
import { serveWorker } from "./main.ts";

test("a worker of a cluster joins NATS, shows its metrics, and stops cleanly", async () => {
  await using nats = await startTestNats();
  await using directory = await temporaryDirectory();
  const none = (): never => {
    throw new PlatformError("ResourceNotFound", "There is no such package.");
  };
  await using packageStore = createGrpcServer({
    services: [registration(packagesService, { PutPackage: none, CopyPackage: none, GetPackage: none, DescribePackage: none })],
    reflection: false,
  });
  const port = await packageStore.start({ host: "127.0.0.1", port: 0 });
  const worker = await serveWorker({
    MAYFLY_NATS_URL: nats.url,
    MAYFLY_PACKAGE_STORE_ADDRESS: `127.0.0.1:${port}`,
    MAYFLY_DATA_DIR: directory.path,
    MAYFLY_LOG_LEVEL: "silent",
    MAYFLY_POOL_SIZE: "0",
    HOME: process.env["HOME"],
    PATH: process.env["PATH"],
  });
  const metrics = await (await fetch(`${worker.addresses.metrics}/metrics`)).text();
  expect(metrics).toContain("mayfly_worker_environments 0");
  expect((await fetch(`${worker.addresses.metrics}/health`)).status).toBe(200);
  await worker[Symbol.asyncDispose]();
  await expect(fetch(`${worker.addresses.metrics}/metrics`)).rejects.toThrow("fetch failed");
});

test("a worker without its settings says which are missing", async () => {
  await expect(serveWorker({ MAYFLY_POOL_SIZE: "-1" })).rejects.toThrow(
    /MAYFLY_NATS_URL is missing[^]*MAYFLY_PACKAGE_STORE_ADDRESS is missing[^]*MAYFLY_POOL_SIZE "-1" is not valid/,
  );
});

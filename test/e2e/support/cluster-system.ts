import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startTestMinio, startTestNats, startTestRedis } from "@mayfly/testkit/test-servers";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startMayfly, type MayflyProcess } from "./mayfly-process.ts";
import { writeManifests, type Manifests } from "./runtime-manifests.ts";
import type { System } from "./system.ts";

/** An account beside the system's own, and the key of its root. */
export interface Guest {
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A cluster, with its workers in reach for tests that kill them. */
export interface ClusterSystem extends System {
  readonly guest: Guest;
  readonly workers: readonly MayflyProcess[];
  /** Ends metadata by SIGKILL and starts it again at the same address; resolves when it serves. */
  restartMetadata(): Promise<void>;
  /** Ends Redis by SIGKILL; its supervisor starts it again. */
  killRedis(): void;
}

const account = "000000000000";
const region = "us-east-1";

/** Starts `mayfly serve` for two gateways, two workers, metadata, package store and scheduler against real NATS, Redis and MinIO. */
export async function startClusterSystem(
  options: { readonly environment?: Readonly<Record<string, string>>; readonly manifests?: Manifests } = {},
): Promise<ClusterSystem> {
  await using stack = new AsyncDisposableStack();
  const [nats, redis, minio, directory] = [
    stack.use(await startTestNats()),
    stack.use(await startTestRedis()),
    stack.use(await startTestMinio()),
    stack.use(await temporaryDirectory()),
  ];
  const credentials = { accessKeyId: "AKIAMAYFLYTESTKEY000", secretAccessKey: randomBytes(20).toString("hex"), token: randomBytes(20).toString("hex") };
  const credentialsFile = join(directory.path, "credentials.json");
  const guest = { account: "111122223333", accessKeyId: "AKIAMAYFLYGUESTKEY00", secretAccessKey: randomBytes(20).toString("hex") };
  const owners = [{ ...credentials, account }, guest].map((each) => ({ ...each, principalArn: `arn:aws:iam::${each.account}:root` }));
  await writeFile(credentialsFile, JSON.stringify(owners), { mode: 0o600 });
  const common = {
    MAYFLY_REGION: region,
    MAYFLY_IDENTITY_KEY: randomBytes(32).toString("hex"),
    MAYFLY_NATS_URL: nats.url,
    MAYFLY_NATS_CLIENT_URL: nats.clientUrl,
    // As from one environment file that all services share: each takes what is its own.
    MAYFLY_REDIS_URL: redis.url,
    MAYFLY_S3_URL: minio.url,
    MAYFLY_S3_ACCESS_KEY: minio.accessKey,
    MAYFLY_S3_SECRET_KEY: minio.secretKey,
    MAYFLY_S3_BUCKET: "mayfly",
    ...options.environment,
    ...(process.env["MAYFLY_CACHE_DIR"] === undefined ? {} : { MAYFLY_CACHE_DIR: process.env["MAYFLY_CACHE_DIR"] }),
  };
  const serve = async (service: string, environment: Record<string, string>) => {
    const child = stack.use(startMayfly(["serve", service], { ...common, ...environment }));
    return { child, addresses: await readyAddresses(service, child) };
  };

  const [packageStore, metadata] = await allStarted([
    serve("package-store", { MAYFLY_GRPC_PORT: "0", MAYFLY_METRICS_PORT: "0" }),
    serve("metadata", { MAYFLY_GRPC_PORT: "0", MAYFLY_METRICS_PORT: "0" }),
  ]);
  let metadataProcess = metadata.child;
  const restartMetadata = async (): Promise<void> => {
    metadataProcess.child.kill("SIGKILL");
    await metadataProcess.exited;
    const port = metadata.addresses["grpc"]?.split(":").at(-1) ?? "";
    metadataProcess = running.use(startMayfly(["serve", "metadata"], { ...common, MAYFLY_GRPC_PORT: port, MAYFLY_METRICS_PORT: "0" }));
    await readyAddresses("metadata", metadataProcess);
  };
  const services = { MAYFLY_METADATA_ADDRESS: metadata.addresses["grpc"] ?? "", MAYFLY_PACKAGE_STORE_ADDRESS: packageStore.addresses["grpc"] ?? "" };
  const worker = async (name: string, gatewayUrl: string) => {
    const dataDirectory = join(directory.path, name);
    await writeManifests(dataDirectory, options.manifests);
    return await serve("worker", {
      MAYFLY_METRICS_PORT: "0",
      MAYFLY_DATA_DIR: dataDirectory,
      MAYFLY_PACKAGE_STORE_ADDRESS: services.MAYFLY_PACKAGE_STORE_ADDRESS,
      MAYFLY_GATEWAY_URL: gatewayUrl,
    });
  };
  const gateway = () =>
    serve("gateway", {
      ...services,
      MAYFLY_HTTP_PORT: "0",
      MAYFLY_GRPC_PORT: "0",
      MAYFLY_METRICS_PORT: "0",
      MAYFLY_URL_PORT: "0",
      MAYFLY_CREDENTIALS_FILE: credentialsFile,
    });
  const [, ...gateways] = await allStarted([
    serve("scheduler", { MAYFLY_METRICS_PORT: "0", MAYFLY_METADATA_ADDRESS: services.MAYFLY_METADATA_ADDRESS }),
    gateway(),
    gateway(),
  ]);
  const [first, second] = gateways.map(({ addresses }) => addresses["http"] ?? "");
  const workers = await allStarted([worker("worker-1", first ?? ""), worker("worker-2", second ?? "")]);
  const running = stack.move();
  return {
    region,
    account,
    ...credentials,
    guest,
    httpEndpoints: gateways.map((gateway) => gateway.addresses["http"] ?? ""),
    grpcAddresses: gateways.map((gateway) => gateway.addresses["grpc"] ?? ""),
    natsUrl: nats.clientUrl,
    functionLogDirectories: ["worker-1", "worker-2"].map((name) => join(directory.path, name, "logs")),
    sandboxDirectories: ["worker-1", "worker-2"].map((name) => join(directory.path, name, "sandboxes")),
    workers: workers.map((worker) => worker.child),
    restartMetadata,
    killRedis: () => {
      if (redis.pid === undefined) throw new Error("redis-server does not run");
      process.kill(redis.pid, "SIGKILL");
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** All of them; fails with the first failure, but only when none is on its way any more, so that all can be stopped. */
async function allStarted<Started extends readonly Promise<unknown>[]>(
  starts: readonly [...Started],
): Promise<{ -readonly [Index in keyof Started]: Awaited<Started[Index]> }> {
  await Promise.allSettled(starts);
  return Promise.all(starts);
}

/** The addresses in the line that `mayfly serve` prints when it is ready: `{"ready":"gateway","http":…}`. */
async function readyAddresses(service: string, mayfly: MayflyProcess): Promise<Readonly<Record<string, string>>> {
  const readyLine = () =>
    mayfly
      .output()
      .split("\n")
      .find((line) => line.startsWith('{"ready"'));
  // Printed by Mayfly itself; what is missing shows at once in the scenarios.
  return JSON.parse(await mayfly.waitFor(readyLine, `mayfly serve ${service} to be ready`)) as Record<string, string>;
}

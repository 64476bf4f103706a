import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ensureMinioBinary } from "./minio-binary.ts";
import { startOnPort } from "./server-port.ts";
import { createPassword, ensureSecrets } from "./server-secrets.ts";
import { SupervisedProcess, type UnexpectedExit } from "./supervised-process.ts";

/** How to start a MinIO server. */
export interface MinioServerOptions {
  /** Holds the objects, the credentials and the log; one server per directory. */
  readonly dataDirectory: string;
  /** Loopback port; 0 or absent picks a free one. */
  readonly port?: number;
  readonly onUnexpectedExit?: (exit: UnexpectedExit) => void;
}

/** An S3 service. */
export interface S3Endpoint {
  /** Scheme, host and port. */
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A MinIO server that runs until it is disposed. */
export interface MinioServer extends S3Endpoint, AsyncDisposable {
  readonly pid: number | undefined;
}

const secretsContent = z.object({ accessKey: z.string(), secretKey: z.string() });
const healthTimeoutMs = 2_000;

/** Starts a supervised MinIO server on a loopback port. Resolves when it accepts writes; fails with PlatformError ServiceUnavailable. */
export async function startMinioServer(options: MinioServerOptions): Promise<MinioServer> {
  const path = await ensureMinioBinary();
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const dataDirectory = realpathSync(options.dataDirectory);
  const secrets = ensureSecrets(dataDirectory, (content) => secretsContent.parse(content), createSecrets);
  return await startOnPort(options.port ?? 0, async (port) => {
    const address = `127.0.0.1:${port}`;
    const supervised = await SupervisedProcess.start({
      name: "minio",
      dataDirectory,
      command: {
        path,
        arguments: ["server", "--quiet", "--address", address, join(dataDirectory, "objects")],
        environment: {
          HOME: dataDirectory,
          MINIO_ROOT_USER: secrets.accessKey,
          MINIO_ROOT_PASSWORD: secrets.secretKey,
          MINIO_BROWSER: "off",
          MINIO_UPDATE: "off",
        },
      },
      isReady: () => isHealthy(`http://${address}/minio/health/cluster`),
      onUnexpectedExit: options.onUnexpectedExit,
    });
    return {
      url: `http://${address}`,
      accessKey: secrets.accessKey,
      secretKey: secrets.secretKey,
      get pid() {
        return supervised.pid;
      },
      [Symbol.asyncDispose]: () => supervised[Symbol.asyncDispose](),
    };
  });
}

function createSecrets(): z.infer<typeof secretsContent> {
  return { accessKey: "mayfly", secretKey: createPassword() };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(healthTimeoutMs) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startMayfly, type MayflyProcess } from "./mayfly-process.ts";
import { writeManifests, type Manifests } from "./runtime-manifests.ts";
import type { System } from "./system.ts";

/** A standalone system, with its process in reach for tests that kill it. */
export interface StandaloneSystem extends System {
  readonly process: MayflyProcess;
  readonly dataDirectory: string;
  readonly metricsUrl: string;
}

/** Starts `mayfly up` on free ports; on a data directory of its own unless one is given, which is then kept. */
export async function startStandaloneSystem(
  options: {
    readonly dataDirectory?: string;
    readonly environment?: Readonly<Record<string, string>>;
    /** Runtime manifests of the user's own, by file name. */
    readonly manifests?: Manifests;
    /** What runs the CLI instead of node, like npx. */
    readonly launcher?: readonly string[];
  } = {},
): Promise<StandaloneSystem> {
  await using stack = new AsyncDisposableStack();
  const dataDirectory = options.dataDirectory ?? stack.use(await temporaryDirectory()).path;
  await writeManifests(dataDirectory, options.manifests);
  const mayfly = stack.use(startMayfly(["up"], standaloneEnvironment(dataDirectory, options.environment), options.launcher));
  // A launcher stands between: the pid is then not its own.
  const pid = options.launcher === undefined ? mayfly.pid : undefined;
  const run = await mayfly.waitFor(() => readRunFile(dataDirectory, pid), "run.json of the standalone");
  const credentials = await readFile(join(dataDirectory, "aws", "credentials"), "utf8");
  const setting = (name: string) => new RegExp(`^${name} = (\\S+)$`, "m").exec(credentials)?.[1] ?? "";
  const running = stack.move();
  return {
    region: "us-east-1",
    account: "000000000000",
    accessKeyId: setting("aws_access_key_id"),
    secretAccessKey: setting("aws_secret_access_key"),
    token: setting("mayfly_token"),
    httpEndpoints: [run.http],
    grpcAddresses: [run.grpc.replace(/^grpc:\/\//, "")],
    natsUrl: run.nats,
    functionLogDirectories: [join(dataDirectory, "logs")],
    sandboxDirectories: [join(dataDirectory, "sandboxes")],
    process: mayfly,
    dataDirectory,
    metricsUrl: run.metrics,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function standaloneEnvironment(dataDirectory: string, more: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return {
    MAYFLY_DATA_DIR: dataDirectory,
    MAYFLY_HTTP_PORT: "0",
    MAYFLY_GRPC_PORT: "0",
    MAYFLY_METRICS_PORT: "0",
    MAYFLY_URL_PORT: "0",
    ...(process.env["MAYFLY_CACHE_DIR"] === undefined ? {} : { MAYFLY_CACHE_DIR: process.env["MAYFLY_CACHE_DIR"] }),
    ...more,
  };
}

interface RunFile {
  readonly pid: number;
  readonly http: string;
  readonly grpc: string;
  readonly nats: string;
  readonly metrics: string;
}

/** The run file, of exactly this process if one is named: after a kill the file of the one before may still be there. */
async function readRunFile(dataDirectory: string, pid: number | undefined): Promise<RunFile | undefined> {
  const text = await readFile(join(dataDirectory, "run.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // Written by Mayfly itself; what is missing shows at once in the scenarios.
  const run = JSON.parse(text) as RunFile;
  return pid === undefined || run.pid === pid ? run : undefined;
}

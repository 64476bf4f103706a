import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { processEnvironment } from "@mayfly/config/process-environment";
import { PlatformError } from "@mayfly/errors/platform-error";

/** The programs of others that Mayfly runs. */
export type ServerName = "nats-server" | "redis-server" | "bwrap";

/** A program that can be started. */
export interface ServerBinary {
  readonly path: string;
  /** Variables that it needs, for instance to find libraries that are not installed system-wide. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Finds a program. */
export async function findServer(name: ServerName): Promise<ServerBinary> {
  const searchPath = [...(processEnvironment()["PATH"] ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  for (const folder of searchPath) {
    const path = join(folder, name);
    if (isExecutable(path)) return { path, environment: {} };
  }
  throw new PlatformError("ServiceUnavailable", `${name} is not installed.`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

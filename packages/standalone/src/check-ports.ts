import { once } from "node:events";
import { createServer } from "node:net";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { StandaloneConfig } from "./standalone-config.ts";

/** The ports that a standalone Mayfly opens, and the flag that changes each. */
const portFlags = { httpPort: "--http-port", grpcPort: "--grpc-port", metricsPort: "--metrics-port", urlPort: "--url-port" } as const;

/** Fails, before anything is started, with one PlatformError that names every port that cannot be opened and the flag that chooses another. */
export async function checkPorts(config: Pick<StandaloneConfig, keyof typeof portFlags | "listenHost">): Promise<void> {
  const problems: string[] = [];
  for (const key of ["httpPort", "grpcPort", "metricsPort", "urlPort"] as const) {
    const problem = config[key] === 0 ? undefined : await findProblem(config.listenHost, config[key]);
    if (problem !== undefined) problems.push(`${problem} Choose another with ${portFlags[key]} (0 picks a free one).`);
  }
  if (problems.length > 0) throw new PlatformError("ServiceUnavailable", problems.join("\n"));
}

async function findProblem(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, "listening");
    const closed = once(server, "close");
    server.close();
    await closed;
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") return `Port ${port} on ${host} is taken by another process.`;
    return `Port ${port} on ${host} cannot be opened (${String(code)}).`;
  }
}

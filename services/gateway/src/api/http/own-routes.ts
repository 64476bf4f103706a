import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { packagesService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import { z } from "zod";
import type { PackageUrls } from "../../core/package-urls.ts";
import type { HealthCheck } from "../../ports/health.ts";

/** What Mayfly's own paths need. */
export interface OwnRoutesDependencies {
  readonly health: HealthCheck;
  readonly packages: ServiceClient<typeof packagesService>;
  readonly packageUrls: PackageUrls;
}

const packagePath = z.object({
  region: z.string().regex(/^[a-z0-9-]{1,32}$/),
  account: z.string().regex(/^\d{12}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const packageQuery = z.object({ expires: z.coerce.number().int(), signature: z.string().regex(/^[0-9a-f]{64}$/) });

/** Adds the paths under `/_mayfly/`: health without credentials, packages by presigned URL. */
export function addOwnRoutes(fastify: FastifyInstance, dependencies: OwnRoutesDependencies): void {
  fastify.get("/_mayfly/health", async (_request, reply) => {
    const reasons = await dependencies.health().catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
    const healthy = reasons.length === 0;
    return reply.code(healthy ? 200 : 503).send(healthy ? { status: "ok" } : { status: "unavailable", reasons });
  });

  fastify.get("/_mayfly/packages/:region/:account/:sha256", async (request, reply) => {
    const address = packagePath.safeParse(request.params);
    const proof = packageQuery.safeParse(request.query);
    const allowed = address.success && proof.success && dependencies.packageUrls.verify(address.data, proof.data.expires, proof.data.signature);
    if (!allowed) return reply.code(403).send({ message: "The link is not valid, or no longer. Ask GetFunction for a new one." });
    const description = await dependencies.packages.DescribePackage(address.data);
    const chunks = dependencies.packages.GetPackage(address.data);
    return reply
      .header("content-type", "application/zip")
      .header("content-length", description.size_bytes)
      .send(Readable.from(contents(chunks), { objectMode: false }));
  });

  fastify.setNotFoundHandler((request, reply) => reply.code(404).send({ message: `Mayfly has no path ${request.url.split("?", 1)[0]}.` }));
  fastify.setErrorHandler((error, _request, reply) => {
    const platform = PlatformError.from(error);
    return reply.code(platform.definition.httpStatus).send({ message: platform.publicMessage });
  });
}

async function* contents(chunks: AsyncIterable<{ readonly chunk: Buffer }>): AsyncGenerator<Buffer> {
  for await (const { chunk } of chunks) yield chunk;
}

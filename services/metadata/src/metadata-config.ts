import { accountConcurrencyMax, commonSettings, port } from "@mayfly/config/common-settings";
import { identitySettings } from "@mayfly/config/identity-settings";
import { secret } from "@mayfly/config/secret";
import { z } from "zod";

/** Settings of `mayfly serve metadata`. */
export const metadataConfig = z
  .object({
    ...commonSettings,
    listenHost: z.string().default("127.0.0.1").describe("the address that the service listens on"),
    grpcPort: port.default(8711).describe("the port of the internal gRPC API"),
    metricsPort: port.default(8714).describe("the port of the metrics and of /health"),
    allowInsecureListen: z.stringbool().default(false).describe("true to listen beyond loopback although nothing is encrypted"),
    redisUrl: secret(z.url({ protocol: /^rediss?$/ }).describe("the Redis that keeps the functions, such as redis://:password@127.0.0.1:6379")),
    natsUrl: secret(z.string().describe("the NATS that reaches the scheduler, such as nats://user:password@127.0.0.1:4222")),
    identityKey: secret(
      z
        .string()
        .min(32)
        .optional()
        .describe("seals access keys and session keys in Redis; at least 32 characters, the same for all metadata processes. Without it neither can be made"),
    ),
    ...identitySettings,
    defaultArchitecture: z
      .enum(["x86_64", "arm64"])
      .default(process.arch === "arm64" ? "arm64" : "x86_64")
      .describe("the architecture of functions whose creation names none: that of the workers"),
    accountConcurrencyMax,
    feedEntriesMax: z.coerce
      .number()
      .int()
      .min(100)
      .max(1_000_000)
      .default(10_000)
      .describe("how many changes the feed keeps; a gateway that missed more reads everything anew"),
    prepareTimeoutMs: z.coerce
      .number()
      .int()
      .min(1000)
      .max(900_000)
      .default(60_000)
      .describe("how long one request to make a runtime ready may take, in milliseconds; it is repeated after that"),
  })
  .refine((config) => config.allowInsecureListen || isLoopback(config.listenHost), {
    error: "MAYFLY_LISTEN_HOST is not a loopback address, and nothing would be encrypted. Use 127.0.0.1, or set MAYFLY_ALLOW_INSECURE_LISTEN=true",
  });

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

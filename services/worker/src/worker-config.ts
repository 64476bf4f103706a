import { totalmem } from "node:os";
import { commonSettings, port } from "@mayfly/config/common-settings";
import { listenSettings, mayListen, mayListenError } from "@mayfly/config/listen-settings";
import { sandboxSettings } from "@mayfly/config/sandbox-settings";
import { logStoreSettings } from "@mayfly/config/log-store-settings";
import { secret } from "@mayfly/config/secret";
import { z } from "zod";
import { defaultWorkerSettings, type WorkerSettings } from "./worker-settings.ts";

const defaults = defaultWorkerSettings(totalmem());
const bytesPerMib = 1024 * 1024;

/** Settings of `mayfly serve worker`. */
export const workerConfig = z
  .object({
    ...commonSettings,
    ...listenSettings,
    ...sandboxSettings,
    ...logStoreSettings,
    natsUrl: secret(z.string().describe("NATS, as nats://user:password@host:4222")),
    packageStoreAddress: z.string().describe("the package store, as host:port"),
    gatewayUrl: z
      .url({ protocol: /^https?$/ })
      .refine((url) => /^\w+:\/\/[^/?#@]+\/?$/.test(url), "expected http://host:port or https://host:port, without a path")
      .default("http://127.0.0.1:8700")
      .describe("the gateway's HTTP API, or what balances between gateways: where functions' own calls of Mayfly go"),
    metricsPort: port.default(8717).describe("the port of metrics and health; a second worker of a host needs another"),
    memoryMib: z.coerce
      .number()
      .int()
      .min(128)
      .default(defaults.memoryMib)
      .describe("memory that all functions' environments together may be given, in MiB; by default nine tenths of the machine's"),
    freezeAfterMs: z.coerce.number().int().min(0).max(1000).default(defaults.freezeAfterMs).describe("milliseconds after which an idle environment is frozen"),
    keepAliveSeconds: z.coerce
      .number()
      .int()
      .min(1)
      .default(defaults.keepAliveMs / 1000)
      .describe("seconds after which an environment that nobody uses is retired"),
    poolSize: z.coerce
      .number()
      .int()
      .min(0)
      .max(64)
      .default(defaults.poolSandboxes)
      .describe("prewarmed sandboxes that are kept at least for each runtime and memory size in use; 0 for none"),
    poolMemoryMib: z.coerce
      .number()
      .int()
      .min(0)
      .default(defaults.poolMemoryMib)
      .describe("memory that prewarmed sandboxes may take where demand calls for more of them, in MiB; by default a twentieth of memoryMib"),
    poolRuntime: z.string().default(defaults.poolRuntime).describe("the runtime that is prewarmed from the start"),
    codeCacheMib: z.coerce
      .number()
      .int()
      .min(256)
      .default(defaults.codeCacheBytesMax / bytesPerMib)
      .describe("unpacked packages to keep, in MiB"),
    functionLogMib: z.coerce.number().int().min(0).default(128).describe("disk that functions' logs may take, in MiB; 0 keeps none"),
    drainSeconds: z.coerce
      .number()
      .int()
      .min(0)
      .max(900)
      .default(defaults.drainMs / 1000)
      .describe("seconds that running invocations may take when the worker stops"),
  })
  .refine(mayListen, { error: mayListenError });

/** The worker's settings as its configuration says. */
export function workerSettings(config: z.output<typeof workerConfig>): WorkerSettings {
  return {
    ...defaults,
    memoryMib: config.memoryMib,
    freezeAfterMs: config.freezeAfterMs,
    keepAliveMs: config.keepAliveSeconds * 1000,
    poolSandboxes: config.poolSize,
    strictCpu: config.cpu === "strict",
    poolMemoryMib: config.poolMemoryMib,
    poolRuntime: config.poolRuntime,
    codeCacheBytesMax: config.codeCacheMib * bytesPerMib,
    drainMs: config.drainSeconds * 1000,
  };
}

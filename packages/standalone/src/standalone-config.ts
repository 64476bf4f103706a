import { codeSourceSettings, hasWholeCodeSource, wholeCodeSourceError } from "@mayfly/config/code-source-settings";
import { commonSettings, port } from "@mayfly/config/common-settings";
import { cacheDirectory, defaultDataDirectory } from "@mayfly/config/default-directories";
import { functionUrlSettings } from "@mayfly/config/function-url-settings";
import { listenSettings, mayListen, mayListenError } from "@mayfly/config/listen-settings";
import { identitySettings } from "@mayfly/config/identity-settings";
import { parseConfig } from "@mayfly/config/parse-config";
import { logStoreSettings } from "@mayfly/config/log-store-settings";
import type { Environment } from "@mayfly/config/process-environment";
import { sandboxSettings } from "@mayfly/config/sandbox-settings";
import { z } from "zod";

/** Settings of a standalone Mayfly. */
export const standaloneSchema = z
  .object({
    ...commonSettings,
    logLevel: commonSettings.logLevel.removeDefault().default("warn"),
    httpPort: port.default(8700).describe("the port of the HTTP API"),
    grpcPort: port.default(8701).describe("the port of the gRPC API"),
    metricsPort: port.default(8702).describe("the port of the metrics"),
    urlPort: port.default(8703).describe("the port of function URLs"),
    ...functionUrlSettings,
    ...identitySettings,
    ...logStoreSettings,
    ...listenSettings,
    ...sandboxSettings,
    ...codeSourceSettings,
    natsUrl: z.string().optional().describe("a NATS to use instead of an own one"),
    natsClientUrl: z.string().optional().describe("what clients use to reach that NATS; by default the same"),
    redisUrl: z.string().optional().describe("a Redis to use instead of an own one"),
    memoryMib: z.coerce
      .number()
      .int()
      .min(128)
      .optional()
      .describe("memory that all functions' environments together may be given, in MiB; by default nine tenths of the machine's"),
    poolSize: z.coerce.number().int().min(0).max(64).default(1).describe("prewarmed sandboxes for each runtime and memory class; 0 for none"),
    freezeAfterMs: z.coerce.number().int().min(0).max(1000).default(200).describe("milliseconds after which an idle environment is frozen"),
  })
  .refine(hasWholeCodeSource, { error: wholeCodeSourceError })
  .refine(mayListen, { error: mayListenError });

/** Settings of a standalone Mayfly, with its directories found. */
export interface StandaloneConfig extends z.output<typeof standaloneSchema> {
  readonly dataDir: string;
  readonly cacheDir: string;
  /** XDG_RUNTIME_DIR: where an ordinary user's systemd is reached. */
  readonly userRuntimeDirectory: string | undefined;
}

/** Reads the settings from `MAYFLY_*` variables. Fails with one PlatformError that lists every problem and what to change. */
export function parseStandaloneConfig(environment: Environment): StandaloneConfig {
  const config = parseConfig(standaloneSchema, environment);
  return {
    ...config,
    dataDir: config.dataDir ?? defaultDataDirectory(environment),
    cacheDir: config.cacheDir ?? cacheDirectory(environment),
    userRuntimeDirectory: environment["XDG_RUNTIME_DIR"],
  };
}

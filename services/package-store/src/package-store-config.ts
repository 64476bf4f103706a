import { join } from "node:path";
import { codeSourceAccess, codeSourceSettings, hasWholeCodeSource, wholeCodeSourceError, type CodeSourceAccess } from "@mayfly/config/code-source-settings";
import { commonSettings, port } from "@mayfly/config/common-settings";
import { defaultDataDirectory } from "@mayfly/config/default-directories";
import { listenSettings, mayListen, mayListenError } from "@mayfly/config/listen-settings";
import { parseServiceConfig } from "@mayfly/config/cluster-settings";
import type { Environment } from "@mayfly/config/process-environment";
import { secret } from "@mayfly/config/secret";
import type { LogLevel } from "@mayfly/telemetry/logger";
import type { TracingSettings } from "@mayfly/telemetry/otlp-tracing";
import { z } from "zod";

/** Settings of `mayfly serve package-store`. */
export const packageStoreConfig = z
  .object({
    ...commonSettings,
    ...listenSettings,
    grpcPort: port.default(8712).describe("the port of the package store's gRPC server"),
    metricsPort: port.default(8715).describe("the port of metrics and health"),
    s3Url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("the MinIO or S3 server that packages go to, such as http://127.0.0.1:9000; without it they go to the data directory"),
    s3AccessKey: secret(z.string().optional().describe("its access key")),
    s3SecretKey: secret(z.string().optional().describe("its secret key")),
    s3Bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "expected 3 to 63 lower-case letters, digits, dots and hyphens")
      .default("mayfly-packages")
      .describe("the bucket, which is created if it is missing"),
    ...codeSourceSettings,
    s3Region: z.string().default("us-east-1").describe("the bucket's region"),
  })
  .refine(hasWholeCodeSource, { error: wholeCodeSourceError })
  .refine(mayListen, { error: mayListenError })
  .refine((config) => config.s3Url === undefined || (config.s3AccessKey !== undefined && config.s3SecretKey !== undefined), {
    error: "MAYFLY_S3_URL needs MAYFLY_S3_ACCESS_KEY and MAYFLY_S3_SECRET_KEY (or the same with _FILE)",
  })
  .refine((config) => config.s3Url !== undefined || (config.s3AccessKey === undefined && config.s3SecretKey === undefined), {
    error: "MAYFLY_S3_ACCESS_KEY and MAYFLY_S3_SECRET_KEY are of no use without MAYFLY_S3_URL. Set it, or remove them",
  });

/** Where packages go. */
export type PackageLocation =
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "s3"; readonly url: URL; readonly accessKey: string; readonly secretKey: string; readonly bucket: string; readonly region: string };

/** How to run a package store. */
export interface PackageStoreSettings extends TracingSettings {
  readonly listenHost: string;
  readonly grpcPort: number;
  readonly metricsPort: number;
  readonly logLevel: LogLevel;
  readonly packages: PackageLocation;
  /** Where S3Bucket and S3Key are looked up. */
  readonly codeSource: CodeSourceAccess | undefined;
}

/** Reads the settings. Fails with one PlatformError InvalidParameterValue that says for each problem what to change. */
export function parsePackageStoreConfig(environment: Environment): PackageStoreSettings {
  const config = parseServiceConfig(packageStoreConfig, environment);
  return { ...config, packages: packageLocation(config, environment), codeSource: codeSourceAccess(config) };
}

function packageLocation(config: z.output<typeof packageStoreConfig>, environment: Environment): PackageLocation {
  if (config.s3Url === undefined) return { kind: "directory", path: join(config.dataDir ?? defaultDataDirectory(environment), "packages") };
  const { s3AccessKey: accessKey = "", s3SecretKey: secretKey = "", s3Bucket: bucket, s3Region: region } = config;
  return { kind: "s3", url: new URL(config.s3Url), accessKey, secretKey, bucket, region };
}

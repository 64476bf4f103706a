import type { z } from "zod";
import type { ConfigSchema } from "./config-schema.ts";
import { parseConfig } from "./parse-config.ts";
import type { Environment } from "./process-environment.ts";

/** Every variable that some service of a cluster reads; a test of packages/standalone keeps it equal to their schemas. */
export const clusterVariables: readonly string[] = [
  "MAYFLY_ACCOUNT",
  "MAYFLY_ACCOUNT_CONCURRENCY_MAX",
  "MAYFLY_ADDITIONAL_RUNTIMES",
  "MAYFLY_ALLOW_INSECURE_LISTEN",
  "MAYFLY_CACHE_DIR",
  "MAYFLY_CODE_CACHE_MIB",
  "MAYFLY_CODE_S3_ACCESS_KEY",
  "MAYFLY_CODE_S3_ACCESS_KEY_FILE",
  "MAYFLY_CODE_S3_REGION",
  "MAYFLY_CODE_S3_SECRET_KEY",
  "MAYFLY_CODE_S3_SECRET_KEY_FILE",
  "MAYFLY_CODE_S3_URL",
  "MAYFLY_CPU",
  "MAYFLY_CREDENTIALS_FILE",
  "MAYFLY_DATA_DIR",
  "MAYFLY_DEFAULT_ARCHITECTURE",
  "MAYFLY_DRAIN_SECONDS",
  "MAYFLY_EVENTS_BYTES_MAX",
  "MAYFLY_EVENTS_RUNNING_MAX",
  "MAYFLY_FEED_ENTRIES_MAX",
  "MAYFLY_FREEZE_AFTER_MS",
  "MAYFLY_FUNCTION_LOG_MIB",
  "MAYFLY_FUNCTION_URL_BASE",
  "MAYFLY_FUNCTION_URL_PROXIES",
  "MAYFLY_GATEWAY_URL",
  "MAYFLY_GRPC_PORT",
  "MAYFLY_HTTP_PORT",
  "MAYFLY_IDENTITY_KEY",
  "MAYFLY_IDENTITY_KEY_FILE",
  "MAYFLY_KEEP_ALIVE_SECONDS",
  "MAYFLY_LISTEN_HOST",
  "MAYFLY_LOG_LEVEL",
  "MAYFLY_LOG_STORE_DAYS",
  "MAYFLY_LOG_STORE_MIB",
  "MAYFLY_MEMORY_MIB",
  "MAYFLY_METADATA_ADDRESS",
  "MAYFLY_METRICS_PORT",
  "MAYFLY_NATS_CLIENT_URL",
  "MAYFLY_NATS_CLIENT_URL_FILE",
  "MAYFLY_NATS_URL",
  "MAYFLY_NATS_URL_FILE",
  "MAYFLY_OTLP_ENDPOINT",
  "MAYFLY_OTLP_HEADERS",
  "MAYFLY_OTLP_HEADERS_FILE",
  "MAYFLY_PACKAGE_STORE_ADDRESS",
  "MAYFLY_PACKAGE_URL_KEY",
  "MAYFLY_PACKAGE_URL_KEY_FILE",
  "MAYFLY_PLACEMENTS_PER_AGENT_MAX",
  "MAYFLY_POOL_MEMORY_MIB",
  "MAYFLY_POOL_RUNTIME",
  "MAYFLY_POOL_SIZE",
  "MAYFLY_PREPARE_TIMEOUT_MS",
  "MAYFLY_REDIS_URL",
  "MAYFLY_REDIS_URL_FILE",
  "MAYFLY_REGION",
  "MAYFLY_REQUIRE_ROLES",
  "MAYFLY_S3_ACCESS_KEY",
  "MAYFLY_S3_ACCESS_KEY_FILE",
  "MAYFLY_S3_BUCKET",
  "MAYFLY_S3_REGION",
  "MAYFLY_S3_SECRET_KEY",
  "MAYFLY_S3_SECRET_KEY_FILE",
  "MAYFLY_S3_URL",
  "MAYFLY_SANDBOX_DRIVER",
  "MAYFLY_SANDBOX_NETWORK",
  "MAYFLY_TRACE_SAMPLE_RATIO",
  "MAYFLY_URL_PORT",
];

/**
 * Reads a service's settings out of an environment that the services of a cluster may share: a setting of another service is left
 * alone, one that none has is an error. Fails as `parseConfig` does.
 */
export function parseServiceConfig<Schema extends ConfigSchema>(schema: Schema, environment: Environment): z.output<Schema> {
  return parseConfig(schema, environment, { alsoKnown: clusterVariables });
}

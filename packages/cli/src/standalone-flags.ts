import { processEnvironment } from "@mayfly/config/process-environment";
import { formatConfig } from "@mayfly/config/print-config";
import { parseStandaloneConfig, standaloneSchema, type StandaloneConfig } from "@mayfly/standalone/standalone-config";
import { Option, type Command } from "commander";
import { printConfigOption } from "./print-config-option.ts";

/** Flags of `up`, `start` and `env`, and the environment variable that each stands for. A flag wins over its variable. */
const flags = [
  ["--http-port <port>", "MAYFLY_HTTP_PORT", "HTTP API (default 8700; 0 picks a free port)"],
  ["--grpc-port <port>", "MAYFLY_GRPC_PORT", "gRPC API (default 8701)"],
  ["--metrics-port <port>", "MAYFLY_METRICS_PORT", "Prometheus metrics (default 8702)"],
  ["--url-port <port>", "MAYFLY_URL_PORT", "function URLs (default 8703)"],
  ["--data-dir <path>", "MAYFLY_DATA_DIR", "data directory (default $XDG_DATA_HOME/mayfly)"],
  ["--region <name>", "MAYFLY_REGION", "AWS region to be (default us-east-1)"],
  ["--log-level <level>", "MAYFLY_LOG_LEVEL", "debug, info, warn, error or silent (default warn)"],
  ["--nats-url <url>", "MAYFLY_NATS_URL", "use this NATS instead of an own one"],
  ["--redis-url <url>", "MAYFLY_REDIS_URL", "use this Redis instead of an own one"],
] as const;

/** Adds the flags of a standalone Mayfly to a command. */
export function addStandaloneFlags(command: Command): Command {
  for (const [flag, variable, help] of flags) command.addOption(new Option(flag, `${help} [${variable}]`));
  return command.addOption(printConfigOption());
}

/** The settings that flags and environment give. Undefined if the command was only to print them, which it has done. */
export function standaloneConfig(options: Readonly<Record<string, unknown>>): StandaloneConfig | undefined {
  const config = parseStandaloneConfig(withFlags(processEnvironment(), options));
  if (options["printConfig"] !== true) return config;
  process.stdout.write(formatConfig(standaloneSchema, config));
  return undefined;
}

/** `environment` with the flags that were given written over their variables. */
function withFlags(environment: Readonly<Record<string, string | undefined>>, options: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  const merged = { ...environment };
  for (const [flag, variable] of flags) {
    const value = options[camelCase(flag)];
    if (typeof value === "string") merged[variable] = value;
  }
  return merged;
}

/** `--http-port <port>` is `httpPort` in commander's options. */
function camelCase(flag: string): string {
  const name = flag.slice(2).split(" ")[0] ?? "";
  return name.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

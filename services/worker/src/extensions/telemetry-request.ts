import { z } from "zod";

/** The newer Telemetry API and the older Logs API. */
export type TelemetryApiName = "telemetry" | "logs";

/** What an extension wants to hear of. */
export type TelemetryType = "platform" | "function" | "extension";

/** Where events go inside the sandbox. */
export type TelemetryDestination =
  | { readonly protocol: "HTTP"; readonly port: number; readonly path: string; readonly method: "POST" | "PUT" }
  | { readonly protocol: "TCP"; readonly port: number };

/** A subscription as an extension asks for it. */
export interface TelemetryRequest {
  readonly api: TelemetryApiName;
  readonly schemaVersion: string;
  readonly types: readonly TelemetryType[];
  readonly destination: TelemetryDestination;
  readonly buffering: { readonly maxItems: number; readonly maxBytes: number; readonly timeoutMs: number };
}

/** AWS's bounds and defaults (behaviours.md §15). */
const bufferingBounds = {
  maxItems: { min: 1000, max: 10_000, default: 10_000 },
  maxBytes: { min: 262_144, max: 1_048_576, default: 262_144 },
  timeoutMs: { min: 25, max: 30_000, default: 1000 },
} as const;

const schemaVersions: Readonly<Record<TelemetryApiName, readonly string[]>> = {
  telemetry: ["2022-07-01", "2022-12-13", "2025-01-29"],
  logs: ["2020-08-15", "2021-03-18"],
};

/** Where the platform itself listens. */
const reservedPort = 9001;

const requestSchema = z.object({
  schemaVersion: z.string().optional(),
  types: z.array(z.string()).default([]),
  destination: z
    .object({
      protocol: z.string().default(""),
      URI: z.string().optional(),
      port: z.number().int().optional(),
      method: z.string().optional(),
    })
    .default({ protocol: "" }),
  buffering: z.object({ maxItems: z.number().optional(), maxBytes: z.number().optional(), timeoutMs: z.number().optional() }).nullish(),
});

/** Reads a request; a text says what is wrong with it. */
export function parseTelemetryRequest(api: TelemetryApiName, body: string): TelemetryRequest | string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return "request body is not valid JSON";
  }
  const parsed = requestSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "invalid"}`;
  }
  const { types, destination, buffering } = parsed.data;
  const problems: string[] = [];
  const schemaVersion = readSchemaVersion(api, parsed.data.schemaVersion, problems);
  const target = readDestination(destination, problems);
  const wanted = types.filter(isTelemetryType);
  if (types.length === 0) problems.push("types should not be empty");
  if (wanted.length < types.length) problems.push("types should be one of platform, function, extension");
  const buffer = readBuffering(buffering ?? {}, problems);
  if (problems.length > 0 || target === undefined) return problems.join("; ");
  return { api, schemaVersion, types: [...new Set(wanted)], destination: target, buffering: buffer };
}

function readSchemaVersion(api: TelemetryApiName, value: string | undefined, problems: string[]): string {
  const known = schemaVersions[api];
  // The older API has a default.
  const version = value ?? (api === "logs" ? "2020-08-15" : "");
  if (!known.includes(version)) problems.push(`schemaVersion should be one of ${known.join(", ")}`);
  return version;
}

function readDestination(
  destination: { readonly protocol: string; readonly URI?: string | undefined; readonly port?: number | undefined; readonly method?: string | undefined },
  problems: string[],
): TelemetryDestination | undefined {
  if (destination.protocol === "TCP") {
    const port = readPort(destination.port ?? 0, problems);
    return port === undefined ? undefined : { protocol: "TCP", port };
  }
  if (destination.protocol !== "HTTP") {
    problems.push("destination protocol should be one of HTTP, TCP");
    return undefined;
  }
  const method = destination.method ?? "POST";
  if (method !== "POST" && method !== "PUT") {
    problems.push("destination method should be one of POST, PUT");
    return undefined;
  }
  const uri = URL.parse(destination.URI ?? "");
  if (uri === null || uri.protocol !== "http:" || !["sandbox.localdomain", "sandbox"].includes(uri.hostname)) {
    problems.push("destination URI should be http://sandbox.localdomain:PORT");
    return undefined;
  }
  const port = uri.port === "" ? undefined : readPort(Number(uri.port), problems);
  if (uri.port === "") problems.push("URI port is not provided");
  return port === undefined ? undefined : { protocol: "HTTP", port, path: `${uri.pathname}${uri.search}`, method };
}

function readPort(port: number, problems: string[]): number | undefined {
  if (port >= 1 && port <= 65_535 && port !== reservedPort) return port;
  problems.push(port === reservedPort ? `port ${reservedPort} is reserved` : "port is not provided");
  return undefined;
}

function readBuffering(
  given: { readonly maxItems?: number | undefined; readonly maxBytes?: number | undefined; readonly timeoutMs?: number | undefined },
  problems: string[],
): TelemetryRequest["buffering"] {
  const read = (name: keyof typeof bufferingBounds): number => {
    const bounds = bufferingBounds[name];
    const value = given[name] ?? bounds.default;
    if (!Number.isInteger(value) || value < bounds.min || value > bounds.max) problems.push(`${name} should be between ${bounds.min} and ${bounds.max}`);
    return value;
  };
  return { maxItems: read("maxItems"), maxBytes: read("maxBytes"), timeoutMs: read("timeoutMs") };
}

function isTelemetryType(type: string): type is TelemetryType {
  return type === "platform" || type === "function" || type === "extension";
}

import type { CorsSettings } from "@mayfly/domain/attachments/function-url";
import type { HeaderList } from "./header-list.ts";

/** True unless nothing is configured, in which case the function itself sees preflights (behaviours.md §12). */
export function isCorsConfigured(cors: CorsSettings | undefined): cors is CorsSettings {
  return cors !== undefined && Object.values(cors).some((value) => value !== undefined);
}

/** What a preflight is answered with: to an origin that may call, what it may do; to any other nothing but Vary. */
export function preflightHeaders(cors: CorsSettings, origin: string): HeaderList {
  const headers = originHeaders(cors, origin);
  if (headers.length === 0) return vary;
  const { allowMethods = [], allowHeaders = [], maxAgeSeconds = 0 } = cors;
  if (allowMethods.length > 0) headers.push("Access-Control-Allow-Methods", allowMethods.join(","));
  if (allowHeaders.length > 0) headers.push("Access-Control-Allow-Headers", allowHeaders.join(","));
  headers.push("Access-Control-Max-Age", String(maxAgeSeconds), ...vary);
  return headers;
}

/** What every other answer to a page of `origin` gets beside the function's own headers. */
export function answerHeaders(cors: CorsSettings, origin: string): HeaderList {
  const headers = originHeaders(cors, origin);
  if (headers.length === 0) return vary;
  const { exposeHeaders = [] } = cors;
  if (exposeHeaders.length > 0) headers.push("Access-Control-Expose-Headers", exposeHeaders.join(","));
  headers.push(...vary);
  return headers;
}

const vary: HeaderList = ["Vary", "Origin"];

function originHeaders({ allowOrigins = [], allowCredentials }: CorsSettings, origin: string): string[] {
  const allowed = allowOrigins.includes(origin) ? origin : allowOrigins.includes("*") ? "*" : undefined;
  if (origin === "" || allowed === undefined) return [];
  return ["Access-Control-Allow-Origin", allowed, ...(allowCredentials === true ? ["Access-Control-Allow-Credentials", "true"] : [])];
}

import { PlatformError } from "@mayfly/errors/platform-error";
import type { Operation } from "./operation.ts";

/** An operation that a request asks for, with its decoded path parameters. */
export interface RouteMatch {
  readonly operation: Operation;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the operation of a request. */
export interface Router {
  /**
   * `rawPath` is the path as sent: it is split first and decoded after, because ARNs arrive percent-encoded. One trailing
   * slash is ignored. Undefined if no operation has this method and path; throws PlatformError on a bad percent-encoding.
   */
  match(method: string, rawPath: string, query: URLSearchParams): RouteMatch | undefined;
}

interface Pattern {
  readonly operation: Operation;
  readonly segments: readonly (string | { readonly parameter: string })[];
}

/** A router over the given operations. */
export function createRouter(operations: readonly Operation[]): Router {
  const patterns = Map.groupBy(operations.map(toPattern), (pattern) => bucketKey(pattern.operation.method, pattern.operation.path.split("/").slice(1)));
  // An operation that is told by its query is tried before the one that shares its path.
  for (const bucket of patterns.values()) bucket.sort((a, b) => Number(b.operation.query !== undefined) - Number(a.operation.query !== undefined));
  return {
    match(method, rawPath, query) {
      const segments = (rawPath.endsWith("/") ? rawPath.slice(0, -1) : rawPath).split("/").slice(1);
      const found = patterns.get(bucketKey(method, segments))?.find((pattern) => fits(pattern, segments, query));
      return found && { operation: found.operation, pathParameters: readParameters(found, segments) };
    },
  };
}

function bucketKey(method: string, segments: readonly string[]): string {
  return `${method} ${segments.length} ${segments[0]}`;
}

function toPattern(operation: Operation): Pattern {
  const segments = operation.path
    .split("/")
    .slice(1)
    .map((segment) => (segment.startsWith("{") ? { parameter: segment.slice(1, -1) } : segment));
  return { operation, segments };
}

function fits(pattern: Pattern, segments: readonly string[], query: URLSearchParams): boolean {
  const wanted = pattern.operation.query;
  if (wanted !== undefined && query.get(wanted[0]) !== wanted[1]) return false;
  return pattern.segments.every((expected, index) => typeof expected !== "string" || expected === segments[index]);
}

function readParameters(pattern: Pattern, segments: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  pattern.segments.forEach((expected, index) => {
    if (typeof expected !== "string") parameters[expected.parameter] = decodeSegment(segments[index] ?? "");
  });
  return parameters;
}

function decodeSegment(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new PlatformError("Serialization", "The path of the request is not valid percent-encoded UTF-8.", { cause });
  }
}

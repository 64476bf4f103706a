/** The ids of a span, as W3C Trace Context carries them from process to process. */
export interface TraceParent {
  /** 32 lower-case hexadecimal digits, not all zero. */
  readonly traceId: string;
  /** 16 lower-case hexadecimal digits, not all zero. */
  readonly spanId: string;
  /** True if whoever sent it records its span. */
  readonly sampled: boolean;
}

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** Reads a `traceparent` header (W3C Trace Context, §3.2), also of a later version; undefined if it is none. */
export function parseTraceParent(header: string): TraceParent | undefined {
  const [, traceId, spanId, flags] = form.exec(header) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Writes a `traceparent` header of version 00. */
export function formatTraceParent(parent: TraceParent): string {
  return `00-${parent.traceId}-${parent.spanId}-${parent.sampled ? "01" : "00"}`;
}

/**
 * The traceparent that an invocation continues: the given one if it is one, else what an X-Ray trace header says. Only a header with
 * Root, Parent and Sampled=0 or 1 names a span and says whether it is recorded; any other begins a trace here. Empty if there is none.
 */
export function incomingTraceParent(traceParent: string, traceHeader: string): string {
  if (traceParent !== "" && parseTraceParent(traceParent) !== undefined) return traceParent;
  return traceHeader === "" ? "" : fromTraceHeader(traceHeader);
}

/** The X-Ray trace header of a span: what a function hands on to whom it calls. Empty if it is no traceparent. */
export function formatTraceHeader(traceParent: string): string {
  const parent = parseTraceParent(traceParent);
  if (parent === undefined) return "";
  const { traceId, spanId, sampled } = parent;
  return `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${spanId};Sampled=${sampled ? "1" : "0"}`;
}

function fromTraceHeader(header: string): string {
  const [, time, unique] = /(?:^|;)\s*root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/i.exec(header) ?? [];
  const spanId = /(?:^|;)\s*parent=([0-9a-f]{16})(?:;|$)/i.exec(header)?.[1];
  const sampled = /(?:^|;)\s*sampled=([01])(?:;|$)/i.exec(header)?.[1];
  if (time === undefined || unique === undefined || spanId === undefined || sampled === undefined) return "";
  const traceParent = formatTraceParent({ traceId: `${time}${unique}`.toLowerCase(), spanId: spanId.toLowerCase(), sampled: sampled === "1" });
  return parseTraceParent(traceParent) === undefined ? "" : traceParent;
}

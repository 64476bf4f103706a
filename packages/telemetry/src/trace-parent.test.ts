import { describe, expect, it } from "vitest";
import { formatTraceParent, parseTraceParent } from "./trace-parent.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

describe("a traceparent header", () => {
  it("is read and written", () => {
    expect(parseTraceParent(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, sampled: true });
    expect(parseTraceParent(`00-${traceId}-${spanId}-02`)).toEqual({ traceId, spanId, sampled: false });
    for (const sampled of [true, false]) expect(parseTraceParent(formatTraceParent({ traceId, spanId, sampled }))).toEqual({ traceId, spanId, sampled });
  });

  it("of a later version may have more parts", () => {
    expect(parseTraceParent(`cc-${traceId}-${spanId}-01-what-comes`)).toEqual({ traceId, spanId, sampled: true });
  });

  it("is ignored if it is none", () => {
    const zeros = "0".repeat(32);
    for (const header of [
      "",
      "00",
      `00-${zeros}-${spanId}-01`,
      `00-${traceId}-${zeros.slice(16)}-01`,
      `ff-${traceId}-${spanId}-01`,
      `00-${traceId.toUpperCase()}-${spanId}-01`,
      `00-${traceId}-${spanId}-1`,
      `${traceId}-${spanId}`,
    ]) {
      expect(parseTraceParent(header)).toBeUndefined();
    }
  });
});

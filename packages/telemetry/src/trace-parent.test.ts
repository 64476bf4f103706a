import { describe, expect, it } from "vitest";
import { formatTraceHeader, formatTraceParent, incomingTraceParent, parseTraceParent } from "./trace-parent.ts";

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

describe("the trace that a request continues", () => {
  const xRay = `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${spanId};Sampled=1`;

  it("is the traceparent's, before an X-Ray header's", () => {
    const other = `00-${"1".repeat(32)}-${spanId}-00`;
    expect(incomingTraceParent(other, xRay)).toBe(other);
    expect(incomingTraceParent("", xRay)).toBe(`00-${traceId}-${spanId}-01`);
    expect(incomingTraceParent("not one", xRay.replace("Sampled=1", "Sampled=0;Lineage=a:1"))).toBe(`00-${traceId}-${spanId}-00`);
  });

  it("is none if the X-Ray header names no span, or does not say whether it is recorded", () => {
    for (const header of ["", xRay.replace(/Parent=[^;]*;/, ""), xRay.replace("Sampled=1", "Sampled=?"), xRay.replace("Root=1-", "Root=2-"), `${xRay}0`])
      expect(incomingTraceParent("", header)).toBe("");
  });

  it("goes on to those whom a function calls as an X-Ray header", () => {
    expect(formatTraceHeader(`00-${traceId}-${spanId}-01`)).toBe(xRay);
    expect(incomingTraceParent("", formatTraceHeader(`00-${traceId}-${spanId}-00`))).toBe(`00-${traceId}-${spanId}-00`);
    expect(formatTraceHeader("")).toBe("");
  });
});

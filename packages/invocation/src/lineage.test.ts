import { expect, test } from "vitest";
import { chainInvocationsMax, extendLineage } from "./lineage.ts";

const key = (functionName: string) => ({ region: "us-east-1", account: "000000000000", functionName });
const root = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

test("each function of a chain is counted for itself, however the chain winds", () => {
  let header = root;
  const counts: string[] = [];
  for (const name of ["a", "b", "a", "c", "a", "b"]) {
    const next = extendLineage(header, key(name));
    header = next.traceHeader;
    counts.push(`${name}${next.count}`);
  }
  expect(counts).toEqual(["a1", "b1", "a2", "c1", "a3", "b2"]);
  expect(header).toMatch(/^Root=1-[^;]+;Parent=[^;]+;Sampled=1;Lineage=[0-9a-f]{8}:1\|[0-9a-f]{8}:3\|[0-9a-f]{8}:2$/);
});

test("a function that only calls itself reaches the limit after as many invocations", () => {
  let lineage = { traceHeader: "", count: 0 };
  for (let i = 0; i < chainInvocationsMax; i += 1) lineage = extendLineage(lineage.traceHeader, key("a"));
  expect(lineage.count).toBe(chainInvocationsMax);
});

test.for(["Lineage=", "Lineage=garbage", "lineage=zz:1|:", `Lineage=${"x".repeat(100_000)}`])("what is no Lineage is none: %s", (part) => {
  expect(extendLineage(`${root};${part}`, key("a"))).toMatchObject({ count: 1 });
});

test("a long chain of different functions stays short", () => {
  let header = root;
  for (let i = 0; i < 1_000; i += 1) header = extendLineage(header, key(`f${i}`)).traceHeader;
  expect(header.length).toBeLessThan(600);
});

import { expect, test } from "vitest";
import { heapMibOf, memoryClassOf } from "./memory-class.ts";

test.each([
  [128, 128],
  [200, 128],
  [256, 256],
  [1769, 1024],
  [10_240, 2048],
])("a function of %i MiB takes a sandbox of class %i", (memoryMib, classMib) => {
  expect(memoryClassOf(memoryMib)).toBe(classMib);
});

test("the heap leaves room for what is not heap", () => {
  expect([128, 512, 1024, 10_240].map(heapMibOf)).toEqual([72, 456, 921, 9216]);
});

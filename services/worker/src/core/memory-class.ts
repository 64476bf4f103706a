/** Memory sizes that prewarmed sandboxes are booted for, MiB (DESIGN §5). */
const memoryClasses = [128, 256, 512, 1024, 2048] as const;

/** What a process needs beside its heap: 56 MiB, or a tenth where that is more (SANDBOX.md §2: 100 of 128 was too much). */
const overheadMibMin = 56;

/** The class whose heap limit suits a function of this size: the largest not above it. */
export function memoryClassOf(memoryMib: number): number {
  return memoryClasses.findLast((size) => size <= memoryMib) ?? memoryClasses[0];
}

/** Heap limit for a memory size, MiB. */
export function heapMibOf(memoryMib: number): number {
  return memoryMib - Math.max(overheadMibMin, Math.ceil(memoryMib / 10));
}

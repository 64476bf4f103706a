/** How much one answer takes together (AWS: 1 MiB or 10,000 events), and how much is read for it: the rest is the next page's. */
export const answerLimits = {
  bytesMax: 1024 * 1024,
  eventsMax: 10_000,
  batchesMax: 2_000,
  scannedBytesMax: 16 * 1024 * 1024,
} as const;

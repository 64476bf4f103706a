import { z } from "zod";

/** Settings of the log store; spread into the schema of every process that writes or reads it. */
export const logStoreSettings = {
  logStoreMib: z.coerce
    .number()
    .int()
    .min(0)
    .default(1024)
    .describe("disk that functions' logs may take in JetStream, in MiB; the oldest go first; 0 turns the log store and the CloudWatch Logs API off"),
  logStoreDays: z.coerce.number().int().min(1).max(3653).default(30).describe("days that functions' logs are kept in JetStream, unless their group says fewer"),
} as const;

import { z } from "zod";
import { secret } from "./secret.ts";

/** A TCP port; 0 picks a free one. */
export const port = z.coerce.number().int().min(0).max(65_535);

/** Environments of one account that may run at a time; metadata and scheduler have to agree on it. */
export const accountConcurrencyMax = z.coerce.number().int().min(1).default(1_000).describe("how many environments of one account may run at a time");

/** Settings that every process of Mayfly has; spread into the schema of each. */
export const commonSettings = {
  region: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "expected a name like us-east-1")
    .default("us-east-1")
    .describe("the AWS region that Mayfly says it is"),
  account: z
    .string()
    .regex(/^\d{12}$/, "expected twelve digits")
    .default("000000000000")
    .describe("the AWS account that functions belong to"),
  logLevel: z.enum(["debug", "info", "warn", "error", "silent"]).default("info").describe("how much is logged: debug, info, warn, error or silent"),
  dataDir: z.string().optional().describe("the folder for what must outlive the process; by default $XDG_DATA_HOME/mayfly"),
  cacheDir: z.string().optional().describe("the folder for downloads; by default $XDG_CACHE_HOME/mayfly"),
  otlpEndpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("the OpenTelemetry collector that traces go to, such as http://127.0.0.1:4318; without it none are recorded"),
  otlpHeaders: secret(
    z
      .string()
      .regex(/^\s*[^=,\s]+\s*=[^,]*(?:,\s*[^=,\s]+\s*=[^,]*)*$/, "expected name=value pairs apart by commas")
      .optional()
      .describe("headers for the collector, as name=value pairs apart by commas"),
  ),
  traceSampleRatio: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe("the share of the traces begun here that are recorded, from 0 to 1; 0 turns tracing off"),
} as const;

/** The schema of a process that has no settings of its own. */
export const commonConfig = z.object(commonSettings);

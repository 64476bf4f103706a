import { z } from "zod";

/** How sandboxes are made; spread into the schema of a process that makes them. */
export const sandboxSettings = {
  sandboxDriver: z
    .enum(["bubblewrap", "crun", "runc"])
    .default("bubblewrap")
    .describe("the program that isolates functions: bubblewrap, or as root one of the OCI runtimes crun and runc"),
  sandboxNetwork: z
    .enum(["none", "nat"])
    .default("none")
    .describe("what functions reach: none, or as root nat for the public internet, never the host, its networks or each other"),
  cpu: z
    .enum(["shared", "strict"])
    .default("shared")
    .describe("shared: processors go by weight in proportion to memory, idle ones are used; strict: never more than memory's part of them, 1769 MB for one"),
} as const;

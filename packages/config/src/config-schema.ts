import type { z } from "zod";

/** The schema of a process's settings: an object whose keys are settings, possibly with cross-field checks. */
export type ConfigSchema = z.ZodObject<z.core.$ZodShape>;

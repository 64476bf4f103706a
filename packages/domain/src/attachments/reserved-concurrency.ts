import { z } from "zod";
import { attachmentKind } from "../attachment.ts";

/** How many environments of a function, all versions together, may run at a time; these are kept for it alone. 0 throttles everything. Hangs at the function as a whole. */
export interface ReservedConcurrency {
  readonly executions: number;
}

/** PutFunctionConcurrency. */
export const reservedConcurrency = attachmentKind<ReservedConcurrency>({
  name: "reserved-concurrency",
  schema: 1,
  parser: z.object({ executions: z.number().int().min(0) }),
});

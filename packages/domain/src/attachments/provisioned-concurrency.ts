import { z } from "zod";
import { attachmentKind } from "../attachment.ts";

/** How many environments of a version, or of what an alias stands for, are kept initialised. Hangs at a published version or an alias. */
export interface ProvisionedConcurrency {
  readonly executions: number;
  /** Epoch milliseconds. */
  readonly lastModifiedAt: number;
}

/** PutProvisionedConcurrencyConfig. */
export const provisionedConcurrency = attachmentKind<ProvisionedConcurrency>({
  name: "provisioned-concurrency",
  schema: 1,
  parser: z.object({ executions: z.number().int().min(1), lastModifiedAt: z.number() }),
});

import { z } from "zod";
import { attachmentKind } from "../attachment.ts";

/** How asynchronous invocations under one qualifier are handled; what is absent has the default (`limits`). Hangs at $LATEST, a version or an alias. */
export interface EventInvoke {
  /** Attempts after the first one. */
  readonly retryAttempts?: number | undefined;
  readonly eventAgeSeconds?: number | undefined;
  /** ARN of where the outcome goes when the function succeeded. */
  readonly onSuccess?: string | undefined;
  /** ARN of where the event goes when it was given up. */
  readonly onFailure?: string | undefined;
  /** Epoch milliseconds. */
  readonly lastModifiedAt: number;
}

/** PutFunctionEventInvokeConfig. */
export const eventInvoke = attachmentKind<EventInvoke>({
  name: "event-invoke",
  schema: 1,
  parser: z.object({
    retryAttempts: z.number().int().min(0).optional(),
    eventAgeSeconds: z.number().int().min(1).optional(),
    onSuccess: z.string().optional(),
    onFailure: z.string().optional(),
    lastModifiedAt: z.number(),
  }),
});

import { z } from "zod";
import { attachmentKind } from "../attachment.ts";

/** When a version's runtime is updated. Hangs at $LATEST or a version. */
export interface RuntimeManagement {
  readonly updateRuntimeOn: "Auto" | "FunctionUpdate" | "Manual";
  /** The runtime version to stay at; exactly with Manual. */
  readonly runtimeVersionArn?: string | undefined;
}

/** PutRuntimeManagementConfig; Auto without one. */
export const runtimeManagement = attachmentKind<RuntimeManagement>({
  name: "runtime-management",
  schema: 1,
  parser: z.object({ updateRuntimeOn: z.enum(["Auto", "FunctionUpdate", "Manual"]), runtimeVersionArn: z.string().optional() }),
});

import { z } from "zod";
import { attachmentKind } from "../attachment.ts";

/** What becomes of a chain of invocations in which the function calls itself again and again. Hangs at the function as a whole. */
export interface Recursion {
  readonly recursiveLoop: "Allow" | "Terminate";
}

/** PutFunctionRecursionConfig; Terminate without one. */
export const recursion = attachmentKind<Recursion>({
  name: "recursion",
  schema: 1,
  parser: z.object({ recursiveLoop: z.enum(["Allow", "Terminate"]) }),
});

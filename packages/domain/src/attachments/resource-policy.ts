import { z } from "zod";
import { attachmentKind } from "../attachment.ts";

/** A policy that says who may use the function, version, alias or layer version that has it. */
export interface ResourcePolicy {
  /** Lower-case UUID; changes with every change of the policy, apart from the resource's own revision. */
  readonly revisionId: string;
  /** The policy as compact JSON. */
  readonly document: string;
}

/** The policies of functions and their qualifiers; the one of a function as a whole hangs at the empty qualifier. */
export const resourcePolicyKind = attachmentKind<ResourcePolicy>({
  name: "resource-policy",
  schema: 1,
  parser: z.object({ revisionId: z.string(), document: z.string() }),
});

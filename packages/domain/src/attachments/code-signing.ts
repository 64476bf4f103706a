import { z } from "zod";
import { attachmentKind } from "../attachment.ts";

/** Which code signing configuration a function has. Hangs at the function as a whole. */
export interface CodeSigning {
  readonly configId: string;
}

/** PutFunctionCodeSigningConfig. */
export const codeSigning = attachmentKind<CodeSigning>({ name: "code-signing", schema: 1, parser: z.object({ configId: z.string() }) });

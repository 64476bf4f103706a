import { z } from "zod";

/** What gateway, metadata and a standalone Mayfly say alike of identities; spread into the schema of each. */
export const identitySettings = {
  requireRoles: z.stringbool().default(false).describe("true to refuse functions whose role does not exist; by default any well-formed role ARN will do"),
} as const;

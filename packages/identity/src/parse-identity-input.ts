import { PlatformError } from "@mayfly/errors/platform-error";
import type { z } from "zod";

/** The checked input. Throws ValidationError with every fault, as IAM and STS word it. */
export function parseIdentityInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `Value at '${lowerCamel(path)}' failed to satisfy constraint: ${message}`);
  throw new PlatformError("ValidationError", `${faults.length} validation error${faults.length === 1 ? "" : "s"} detected: ${faults.join("; ")}`);
}

function lowerCamel(path: readonly PropertyKey[]): string {
  const text = path.map(String).join(".");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

import { z } from "zod";

const secrets = z.registry<{ readonly isSecret: true }>();

/** Marks a setting as a secret: it may come from a file (`MAYFLY_…_FILE`) and is never printed. Goes outermost, around `optional` and `default`. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  secrets.add(schema, { isSecret: true });
  return schema;
}

/** True if the setting was marked by `secret`. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return secrets.has(schema);
}

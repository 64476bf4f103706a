import { PlatformError } from "@mayfly/errors/platform-error";
import type { z } from "zod";
import type { AccountIdentities } from "./account-identities.ts";
import type { SecretBox } from "./secret-box.ts";

/** What operations work with beside the account. */
export interface IamContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly box: SecretBox;
  /** ARN of who asks. */
  readonly principalArn: string;
}

/** One operation: its input, and what it does to an account. */
export interface IamOperation {
  /** Checks and runs. Throws PlatformError with IAM's codes. The output has the members of IAM's answer. */
  readonly run: (identities: AccountIdentities, input: unknown, context: IamContext) => Promise<object>;
}

/** Defines an operation from the schema of its input and what it does. */
export function iamOperation<Schema extends z.ZodType>(
  schema: Schema,
  run: (identities: AccountIdentities, input: z.output<Schema>, context: IamContext) => Promise<object> | object,
): IamOperation {
  return {
    run: async (identities, input, context) => run(identities, parseInput(schema, input), context),
  };
}

/** The checked input. Throws ValidationError with every fault. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => `Value at '${lowerCamel(path)}' failed to satisfy constraint: ${message}`);
  throw new PlatformError("ValidationError", `${errors.length} validation error${errors.length === 1 ? "" : "s"} detected: ${errors.join("; ")}`);
}

function lowerCamel(path: readonly PropertyKey[]): string {
  const text = path.map(String).join(".");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** NoSuchEntity in IAM's words, like `The role with name x cannot be found.` */
export function noSuchEntity(message: string): PlatformError {
  return new PlatformError("NoSuchEntity", message);
}

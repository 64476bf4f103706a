import { PlatformError } from "@mayfly/errors/platform-error";
import { parseIdentityInput } from "@mayfly/identity/parse-identity-input";
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
    run: async (identities, input, context) => run(identities, parseIdentityInput(schema, input), context),
  };
}

/** NoSuchEntity in IAM's words, like `The role with name x cannot be found.` */
export function noSuchEntity(message: string): PlatformError {
  return new PlatformError("NoSuchEntity", message);
}

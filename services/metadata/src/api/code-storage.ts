import { PlatformError } from "@mayfly/errors/platform-error";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";

/** Throws 400 CodeStorageExceeded if an account has no room for so many bytes more. Those that write at the same moment may exceed it by what they write. */
export async function requireCodeStorage(context: OperationContext, scope: CallScope, bytes: number): Promise<void> {
  const { codeBytes } = await context.usage.read(scope);
  if (codeBytes + bytes > context.accountCodeBytesMax) throw new PlatformError("CodeStorageExceeded", "Code storage limit exceeded.");
}

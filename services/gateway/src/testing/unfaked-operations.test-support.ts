import type { functionsService } from "@mayfly/contracts/services";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import { controlOperations } from "@mayfly/lambda-api/lambda-operations";

/** Every operation of metadata as a fake has it that does not know it: refused by name. */
export function unfakedOperations(): ServiceHandlers<typeof functionsService> {
  const refuse = (name: string) => [name, () => Promise.reject(new PlatformError("UnknownOperation", `${name} is not faked here.`))] as const;
  // The control operations are the methods of the service; Object.fromEntries forgets their names.
  return Object.fromEntries(controlOperations.map(refuse)) as unknown as ServiceHandlers<typeof functionsService>;
}

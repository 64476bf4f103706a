import type { FunctionLayer, StoredCode } from "@mayfly/domain/function-record";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Throws AWS's answer to code that, unpacked together with its layers, is larger than one package may be. What is not known counts as nothing. */
export function checkUnpackedTotal(code: StoredCode, layers: readonly FunctionLayer[]): void {
  const total = [code, ...layers].reduce((sum, { unpackedBytes = 0 }) => sum + unpackedBytes, 0);
  if (layers.length === 0 || total <= limits.unzippedPackageBytesMax) return;
  throw new PlatformError(
    "InvalidParameterValue",
    `Function code combined with layers exceeds the maximum allowed size of ${limits.unzippedPackageBytesMax} bytes. The actual size is ${total} bytes.`,
  );
}

import { PlatformError } from "@mayfly/errors/platform-error";
import type { SignatureParts } from "./signature-parts.ts";

/** Throws InvalidSignature for a signature that is meant for another region than the one that is served. */
export function requireRegion({ region }: Pick<SignatureParts, "region">, served: string): void {
  if (region !== served)
    throw new PlatformError("InvalidSignature", `Credential should be scoped to a valid region, not '${region}'. This Mayfly serves '${served}'.`);
}

/** Throws InvalidSignature for a signature that is meant for another service. */
export function requireService({ service }: Pick<SignatureParts, "service">, served: string): void {
  if (service !== served) throw new PlatformError("InvalidSignature", `Credential should be scoped to correct service: '${served}'.`);
}

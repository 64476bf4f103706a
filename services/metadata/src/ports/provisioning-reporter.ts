import type { AttachmentKey } from "@mayfly/domain/attachment";

/** How far the environments of one provisioning are. */
export interface ProvisioningProgress {
  /** Started, whether initialised or not. */
  readonly allocated: number;
  /** Initialised. */
  readonly available: number;
  /** The function's init phase fails: no more are started until it is provisioned anew. */
  readonly initFailed: boolean;
}

/** Tells how far provisionings are. */
export interface ProvisioningReporter {
  /** One answer for each key, in their order. Fails with PlatformError if nobody knows. */
  report(region: string, keys: readonly AttachmentKey[]): Promise<readonly ProvisioningProgress[]>;
}

import type { Bus } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import { schedulerService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import type { AttachmentKey } from "@mayfly/domain/attachment";
import type { ProvisioningProgress, ProvisioningReporter } from "../../ports/provisioning-reporter.ts";

const codec = methodCodec(schedulerService, "DescribeProvisioning");
const timeoutMs = 5_000;

/** Asks the scheduler of the region over the bus. */
export class BusProvisioningReporter implements ProvisioningReporter {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  async report(region: string, keys: readonly AttachmentKey[]): Promise<readonly ProvisioningProgress[]> {
    if (keys.length === 0) return [];
    const targets = keys.map(({ account, functionName, qualifier }) => ({ region, account, function_name: functionName, version: qualifier }));
    const answer = await this.#bus.request(internalSubjects.describeProvisioning(region), codec.request.encode({ targets }), { timeoutMs });
    const { progress } = codec.response.decode(answer);
    return keys.map((_, index) => {
      const of = progress[index];
      return { allocated: of?.allocated ?? 0, available: of?.available ?? 0, initFailed: of?.init_failed ?? false };
    });
  }
}

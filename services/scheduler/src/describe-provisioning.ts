import type { DescribeProvisioningReply } from "@mayfly/contracts/generated/mayfly/scheduler/v1/DescribeProvisioningReply";
import { provisionedConcurrency } from "@mayfly/domain/attachments/provisioned-concurrency";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import { domainIdentity } from "@mayfly/invocation/function-table";
import { schedulerCodecs } from "./api/scheduler-messages.ts";
import type { VersionProgress } from "./core/provisioning.ts";
import { sharesOf } from "./provisioned-versions.ts";

/** How far the provisionings of a request are. What several of them share counts for each, up to its own share. Throws on bytes that are no request. */
export function describeProvisioning(
  request: Buffer,
  directory: FunctionDirectory,
  progressOf: (identity: FunctionIdentity) => VersionProgress,
): DescribeProvisioningReply {
  const { targets } = schedulerCodecs.describeProvisioning.request.decode(request);
  const progress = targets.map((target) => {
    const { version: qualifier, ...key } = domainIdentity(target);
    const executions = directory.attachments.find(provisionedConcurrency, { ...key, qualifier })?.executions ?? 0;
    const sum = { allocated: 0, available: 0, init_failed: false };
    for (const [identity, share] of sharesOf(directory, { ...key, qualifier }, executions)) {
      const { allocated, available, initFailed } = progressOf(identity);
      sum.allocated += Math.min(share, allocated);
      sum.available += Math.min(share, available);
      sum.init_failed ||= initFailed;
    }
    return sum;
  });
  return { progress };
}

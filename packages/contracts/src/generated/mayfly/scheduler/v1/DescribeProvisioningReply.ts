// Original file: proto/mayfly/scheduler/v1/scheduler.proto

import type { ProvisioningProgress as _mayfly_scheduler_v1_ProvisioningProgress, ProvisioningProgress__Output as _mayfly_scheduler_v1_ProvisioningProgress__Output } from '../../../mayfly/scheduler/v1/ProvisioningProgress.ts';

export interface DescribeProvisioningReply {
  'progress'?: (_mayfly_scheduler_v1_ProvisioningProgress)[];
}

export interface DescribeProvisioningReply__Output {
  'progress': (_mayfly_scheduler_v1_ProvisioningProgress__Output)[];
}

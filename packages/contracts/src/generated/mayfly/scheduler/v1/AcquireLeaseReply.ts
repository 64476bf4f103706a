// Original file: proto/mayfly/scheduler/v1/scheduler.proto

import type { Lease as _mayfly_scheduler_v1_Lease, Lease__Output as _mayfly_scheduler_v1_Lease__Output } from '../../../mayfly/scheduler/v1/Lease.ts';
import type { LeaseRefusal as _mayfly_scheduler_v1_LeaseRefusal, LeaseRefusal__Output as _mayfly_scheduler_v1_LeaseRefusal__Output } from '../../../mayfly/scheduler/v1/LeaseRefusal.ts';

export interface AcquireLeaseReply {
  'lease'?: (_mayfly_scheduler_v1_Lease | null);
  'refusal'?: (_mayfly_scheduler_v1_LeaseRefusal | null);
  'outcome'?: "lease"|"refusal";
}

export interface AcquireLeaseReply__Output {
  'lease'?: (_mayfly_scheduler_v1_Lease__Output | null);
  'refusal'?: (_mayfly_scheduler_v1_LeaseRefusal__Output | null);
  'outcome'?: "lease"|"refusal";
}

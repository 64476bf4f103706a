// Original file: proto/mayfly/scheduler/v1/scheduler.proto

import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from '../../../mayfly/functions/v1/FunctionIdentity.ts';
import type { Long } from '@grpc/proto-loader';

export interface AcquireLeaseRequest {
  'request_id'?: (string);
  'holder_id'?: (string);
  'identity'?: (_mayfly_functions_v1_FunctionIdentity | null);
  'generation'?: (number | string | Long);
  'deadline_ms'?: (number);
  'trace_parent'?: (string);
}

export interface AcquireLeaseRequest__Output {
  'request_id': (string);
  'holder_id': (string);
  'identity': (_mayfly_functions_v1_FunctionIdentity__Output | null);
  'generation': (number);
  'deadline_ms': (number);
  'trace_parent': (string);
}

// Original file: proto/mayfly/agent/v1/agent.proto

import type { FunctionSpec as _mayfly_functions_v1_FunctionSpec, FunctionSpec__Output as _mayfly_functions_v1_FunctionSpec__Output } from '../../../mayfly/functions/v1/FunctionSpec.ts';
import type { Lease as _mayfly_scheduler_v1_Lease, Lease__Output as _mayfly_scheduler_v1_Lease__Output } from '../../../mayfly/scheduler/v1/Lease.ts';

export interface PlaceRequest {
  'spec'?: (_mayfly_functions_v1_FunctionSpec | null);
  'lease'?: (_mayfly_scheduler_v1_Lease | null);
  'holder_id'?: (string);
  'trace_parent'?: (string);
  'provisioned'?: (boolean);
}

export interface PlaceRequest__Output {
  'spec': (_mayfly_functions_v1_FunctionSpec__Output | null);
  'lease': (_mayfly_scheduler_v1_Lease__Output | null);
  'holder_id': (string);
  'trace_parent': (string);
  'provisioned': (boolean);
}

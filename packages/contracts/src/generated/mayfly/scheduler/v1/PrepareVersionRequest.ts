// Original file: proto/mayfly/scheduler/v1/scheduler.proto

import type { FunctionSpec as _mayfly_functions_v1_FunctionSpec, FunctionSpec__Output as _mayfly_functions_v1_FunctionSpec__Output } from '../../../mayfly/functions/v1/FunctionSpec.ts';

export interface PrepareVersionRequest {
  'spec'?: (_mayfly_functions_v1_FunctionSpec | null);
}

export interface PrepareVersionRequest__Output {
  'spec': (_mayfly_functions_v1_FunctionSpec__Output | null);
}

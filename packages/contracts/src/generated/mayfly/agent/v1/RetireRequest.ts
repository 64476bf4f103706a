// Original file: proto/mayfly/agent/v1/agent.proto

import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from '../../../mayfly/functions/v1/FunctionIdentity.ts';
import type { Long } from '@grpc/proto-loader';

export interface RetireRequest {
  'environment_ids'?: (string)[];
  'identity'?: (_mayfly_functions_v1_FunctionIdentity | null);
  'older_than_generation'?: (number | string | Long);
}

export interface RetireRequest__Output {
  'environment_ids': (string)[];
  'identity': (_mayfly_functions_v1_FunctionIdentity__Output | null);
  'older_than_generation': (number);
}

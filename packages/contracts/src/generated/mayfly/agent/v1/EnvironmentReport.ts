// Original file: proto/mayfly/agent/v1/agent.proto

import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from '../../../mayfly/functions/v1/FunctionIdentity.ts';
import type { Long } from '@grpc/proto-loader';

export interface EnvironmentReport {
  'environment_id'?: (string);
  'identity'?: (_mayfly_functions_v1_FunctionIdentity | null);
  'generation'?: (number | string | Long);
  'state'?: (string);
  'lease_id'?: (string);
  'holder_id'?: (string);
  'epoch_term'?: (number | string | Long);
  'epoch_counter'?: (number | string | Long);
  'memory_mib'?: (number);
  'provisioned'?: (boolean);
}

export interface EnvironmentReport__Output {
  'environment_id': (string);
  'identity': (_mayfly_functions_v1_FunctionIdentity__Output | null);
  'generation': (number);
  'state': (string);
  'lease_id': (string);
  'holder_id': (string);
  'epoch_term': (number);
  'epoch_counter': (number);
  'memory_mib': (number);
  'provisioned': (boolean);
}

// Original file: proto/mayfly/scheduler/v1/scheduler.proto

import type { Long } from '@grpc/proto-loader';

export interface Lease {
  'lease_id'?: (string);
  'epoch_term'?: (number | string | Long);
  'epoch_counter'?: (number | string | Long);
  'agent_id'?: (string);
  'environment_id'?: (string);
  'generation'?: (number | string | Long);
}

export interface Lease__Output {
  'lease_id': (string);
  'epoch_term': (number);
  'epoch_counter': (number);
  'agent_id': (string);
  'environment_id': (string);
  'generation': (number);
}

// Original file: proto/mayfly/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface InvocationDone {
  'log_tail'?: (Buffer | Uint8Array | string);
  'duration_ms'?: (number | string);
  'billed_ms'?: (number | string | Long);
  'memory_max_mib'?: (number);
  'init_ms'?: (number | string);
  'reusable'?: (boolean);
}

export interface InvocationDone__Output {
  'log_tail': (Buffer);
  'duration_ms': (number);
  'billed_ms': (number);
  'memory_max_mib': (number);
  'init_ms': (number);
  'reusable': (boolean);
}

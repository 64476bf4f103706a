// Original file: proto/mayfly/agent/v1/agent.proto

import type { Long } from '@grpc/proto-loader';

export interface InvokeStart {
  'environment_id'?: (string);
  'lease_id'?: (string);
  'epoch_term'?: (number | string | Long);
  'epoch_counter'?: (number | string | Long);
  'request_id'?: (string);
  'invoked_function_arn'?: (string);
  'trace_header'?: (string);
  'client_context'?: (string);
  'payload_bytes'?: (number | string | Long);
  'log_tail'?: (boolean);
  'initial_credit_bytes'?: (number | string | Long);
  'trace_parent'?: (string);
  'channel_id'?: (string);
  'response_stream'?: (boolean);
}

export interface InvokeStart__Output {
  'environment_id': (string);
  'lease_id': (string);
  'epoch_term': (number);
  'epoch_counter': (number);
  'request_id': (string);
  'invoked_function_arn': (string);
  'trace_header': (string);
  'client_context': (string);
  'payload_bytes': (number);
  'log_tail': (boolean);
  'initial_credit_bytes': (number);
  'trace_parent': (string);
  'channel_id': (string);
  'response_stream': (boolean);
}

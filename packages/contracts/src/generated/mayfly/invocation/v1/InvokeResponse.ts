// Original file: proto/mayfly/invocation/v1/invocation.proto

import type { InvokeError as _mayfly_invocation_v1_InvokeError, InvokeError__Output as _mayfly_invocation_v1_InvokeError__Output } from '../../../mayfly/invocation/v1/InvokeError.ts';

export interface InvokeResponse {
  'status_code'?: (number);
  'payload'?: (Buffer | Uint8Array | string);
  'function_error'?: (string);
  'executed_version'?: (string);
  'log_result'?: (string);
  'request_id'?: (string);
  'correlation_id'?: (string);
  'error'?: (_mayfly_invocation_v1_InvokeError | null);
}

export interface InvokeResponse__Output {
  'status_code': (number);
  'payload': (Buffer);
  'function_error': (string);
  'executed_version': (string);
  'log_result': (string);
  'request_id': (string);
  'correlation_id': (string);
  'error': (_mayfly_invocation_v1_InvokeError__Output | null);
}

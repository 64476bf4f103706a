// Original file: proto/mayfly/functions/v1/account.proto

import type { Long } from '@grpc/proto-loader';

export interface AccountLimit {
  'total_code_size'?: (number | string | Long);
  'code_size_unzipped'?: (number | string | Long);
  'code_size_zipped'?: (number | string | Long);
  'concurrent_executions'?: (number);
  'unreserved_concurrent_executions'?: (number);
}

export interface AccountLimit__Output {
  'total_code_size': (number);
  'code_size_unzipped': (number);
  'code_size_zipped': (number);
  'concurrent_executions': (number);
  'unreserved_concurrent_executions': (number);
}

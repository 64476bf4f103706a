// Original file: proto/mayfly/functions/v1/account.proto

import type { Long } from '@grpc/proto-loader';

export interface AccountUsage {
  'total_code_size'?: (number | string | Long);
  'function_count'?: (number | string | Long);
}

export interface AccountUsage__Output {
  'total_code_size': (number);
  'function_count': (number);
}

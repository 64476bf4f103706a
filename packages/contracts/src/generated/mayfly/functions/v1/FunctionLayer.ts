// Original file: proto/mayfly/functions/v1/function_configuration.proto

import type { Long } from '@grpc/proto-loader';

export interface FunctionLayer {
  'arn'?: (string);
  'code_size'?: (number | string | Long);
}

export interface FunctionLayer__Output {
  'arn': (string);
  'code_size': (number);
}

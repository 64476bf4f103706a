// Original file: proto/mayfly/identity/v1/identity.proto

import type { Long } from '@grpc/proto-loader';

export interface PerformResponse {
  'output_json'?: (string);
  'sequence'?: (number | string | Long);
}

export interface PerformResponse__Output {
  'output_json': (string);
  'sequence': (number);
}

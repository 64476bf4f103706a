// Original file: proto/mayfly/invocation/v1/invocation.proto

import type { Long } from '@grpc/proto-loader';

export interface PublishResponse {
  'request_id'?: (string);
  'stream'?: (string);
  'sequence'?: (number | string | Long);
}

export interface PublishResponse__Output {
  'request_id': (string);
  'stream': (string);
  'sequence': (number);
}

// Original file: proto/mayfly/identity/v1/identity.proto

import type { Long } from '@grpc/proto-loader';

export interface WatchIdentitiesRequest {
  'since'?: (number | string | Long);
}

export interface WatchIdentitiesRequest__Output {
  'since': (number);
}

// Original file: proto/mayfly/functions/v1/feed.proto

import type { Long } from '@grpc/proto-loader';

export interface WatchRequest {
  'watcher_id'?: (string);
  'since'?: (number | string | Long);
  'acknowledged'?: (number | string | Long);
}

export interface WatchRequest__Output {
  'watcher_id': (string);
  'since': (number);
  'acknowledged': (number);
}

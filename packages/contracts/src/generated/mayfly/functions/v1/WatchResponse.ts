// Original file: proto/mayfly/functions/v1/feed.proto

import type { Change as _mayfly_functions_v1_Change, Change__Output as _mayfly_functions_v1_Change__Output } from '../../../mayfly/functions/v1/Change.ts';
import type { Long } from '@grpc/proto-loader';

export interface WatchResponse {
  'changes'?: (_mayfly_functions_v1_Change)[];
  'caught_up'?: (boolean);
  'reset'?: (boolean);
  'sequence'?: (number | string | Long);
}

export interface WatchResponse__Output {
  'changes': (_mayfly_functions_v1_Change__Output)[];
  'caught_up': (boolean);
  'reset': (boolean);
  'sequence': (number);
}

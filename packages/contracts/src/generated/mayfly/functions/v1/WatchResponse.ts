// Original file: proto/mayfly/functions/v1/feed.proto

import type { Change as _mayfly_functions_v1_Change, Change__Output as _mayfly_functions_v1_Change__Output } from '../../../mayfly/functions/v1/Change.ts';

export interface WatchResponse {
  'changes'?: (_mayfly_functions_v1_Change)[];
  'caught_up'?: (boolean);
  'reset'?: (boolean);
}

export interface WatchResponse__Output {
  'changes': (_mayfly_functions_v1_Change__Output)[];
  'caught_up': (boolean);
  'reset': (boolean);
}

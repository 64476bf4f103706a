// Original file: proto/mayfly/identity/v1/identity.proto

import type { IdentityChange as _mayfly_identity_v1_IdentityChange, IdentityChange__Output as _mayfly_identity_v1_IdentityChange__Output } from '../../../mayfly/identity/v1/IdentityChange.ts';
import type { Long } from '@grpc/proto-loader';

export interface IdentityBatch {
  'changes'?: (_mayfly_identity_v1_IdentityChange)[];
  'reset'?: (boolean);
  'caught_up'?: (boolean);
  'sequence'?: (number | string | Long);
}

export interface IdentityBatch__Output {
  'changes': (_mayfly_identity_v1_IdentityChange__Output)[];
  'reset': (boolean);
  'caught_up': (boolean);
  'sequence': (number);
}

// Original file: proto/mayfly/functions/v1/feed.proto

import type { AliasIdentity as _mayfly_functions_v1_AliasIdentity, AliasIdentity__Output as _mayfly_functions_v1_AliasIdentity__Output } from '../../../mayfly/functions/v1/AliasIdentity.ts';

export interface AliasRouting {
  'identity'?: (_mayfly_functions_v1_AliasIdentity | null);
  'function_version'?: (string);
  'additional_version_weights'?: ({[key: string]: number | string});
}

export interface AliasRouting__Output {
  'identity': (_mayfly_functions_v1_AliasIdentity__Output | null);
  'function_version': (string);
  'additional_version_weights': ({[key: string]: number});
}

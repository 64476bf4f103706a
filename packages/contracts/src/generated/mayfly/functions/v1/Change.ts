// Original file: proto/mayfly/functions/v1/feed.proto

import type { FunctionVersion as _mayfly_functions_v1_FunctionVersion, FunctionVersion__Output as _mayfly_functions_v1_FunctionVersion__Output } from '../../../mayfly/functions/v1/FunctionVersion.ts';
import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from '../../../mayfly/functions/v1/FunctionIdentity.ts';
import type { Long } from '@grpc/proto-loader';

export interface Change {
  'sequence'?: (number | string | Long);
  'upserted'?: (_mayfly_functions_v1_FunctionVersion | null);
  'deleted'?: (_mayfly_functions_v1_FunctionIdentity | null);
  'change'?: "upserted"|"deleted";
}

export interface Change__Output {
  'sequence': (number);
  'upserted'?: (_mayfly_functions_v1_FunctionVersion__Output | null);
  'deleted'?: (_mayfly_functions_v1_FunctionIdentity__Output | null);
  'change'?: "upserted"|"deleted";
}

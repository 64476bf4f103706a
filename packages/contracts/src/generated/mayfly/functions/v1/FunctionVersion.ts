// Original file: proto/mayfly/functions/v1/feed.proto

import type { FunctionSpec as _mayfly_functions_v1_FunctionSpec, FunctionSpec__Output as _mayfly_functions_v1_FunctionSpec__Output } from '../../../mayfly/functions/v1/FunctionSpec.ts';

export interface FunctionVersion {
  'spec'?: (_mayfly_functions_v1_FunctionSpec | null);
  'state'?: (string);
  'state_reason_code'?: (string);
  'revision_id'?: (string);
}

export interface FunctionVersion__Output {
  'spec': (_mayfly_functions_v1_FunctionSpec__Output | null);
  'state': (string);
  'state_reason_code': (string);
  'revision_id': (string);
}

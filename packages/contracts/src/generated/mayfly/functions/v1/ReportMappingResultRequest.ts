// Original file: proto/mayfly/functions/v1/feed.proto

import type { EventSourceMappingIdentity as _mayfly_functions_v1_EventSourceMappingIdentity, EventSourceMappingIdentity__Output as _mayfly_functions_v1_EventSourceMappingIdentity__Output } from '../../../mayfly/functions/v1/EventSourceMappingIdentity.ts';

export interface ReportMappingResultRequest {
  'identity'?: (_mayfly_functions_v1_EventSourceMappingIdentity | null);
  'result'?: (string);
}

export interface ReportMappingResultRequest__Output {
  'identity': (_mayfly_functions_v1_EventSourceMappingIdentity__Output | null);
  'result': (string);
}

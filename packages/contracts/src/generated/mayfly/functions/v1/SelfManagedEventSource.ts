// Original file: proto/mayfly/functions/v1/event_source_mappings.proto

import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from '../../../mayfly/functions/v1/StringList.ts';

export interface SelfManagedEventSource {
  'endpoints'?: ({[key: string]: _mayfly_functions_v1_StringList});
}

export interface SelfManagedEventSource__Output {
  'endpoints': ({[key: string]: _mayfly_functions_v1_StringList__Output});
}

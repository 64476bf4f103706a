// Original file: proto/mayfly/functions/v1/event_source_mappings.proto

import type { EventSourceMappingConfiguration as _mayfly_functions_v1_EventSourceMappingConfiguration, EventSourceMappingConfiguration__Output as _mayfly_functions_v1_EventSourceMappingConfiguration__Output } from '../../../mayfly/functions/v1/EventSourceMappingConfiguration.ts';

export interface ListEventSourceMappingsResponse {
  'next_marker'?: (string);
  'event_source_mappings'?: (_mayfly_functions_v1_EventSourceMappingConfiguration)[];
  '_next_marker'?: "next_marker";
}

export interface ListEventSourceMappingsResponse__Output {
  'next_marker'?: (string);
  'event_source_mappings': (_mayfly_functions_v1_EventSourceMappingConfiguration__Output)[];
  '_next_marker'?: "next_marker";
}

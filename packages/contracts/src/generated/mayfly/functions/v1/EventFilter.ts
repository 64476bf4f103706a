// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface EventFilter {
  'pattern'?: (string);
}

export interface EventFilter__Output {
  'pattern': (string);
}

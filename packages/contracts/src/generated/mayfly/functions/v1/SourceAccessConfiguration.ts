// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface SourceAccessConfiguration {
  'type'?: (string);
  'uri'?: (string);
}

export interface SourceAccessConfiguration__Output {
  'type': (string);
  'uri': (string);
}

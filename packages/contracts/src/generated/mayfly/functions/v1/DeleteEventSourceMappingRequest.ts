// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface DeleteEventSourceMappingRequest {
  'uuid'?: (string);
}

export interface DeleteEventSourceMappingRequest__Output {
  'uuid': (string);
}

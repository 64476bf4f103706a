// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface GetEventSourceMappingRequest {
  'uuid'?: (string);
}

export interface GetEventSourceMappingRequest__Output {
  'uuid': (string);
}

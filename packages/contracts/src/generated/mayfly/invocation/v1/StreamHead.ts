// Original file: proto/mayfly/invocation/v1/invocation.proto


export interface StreamHead {
  'request_id'?: (string);
  'executed_version'?: (string);
  'content_type'?: (string);
}

export interface StreamHead__Output {
  'request_id': (string);
  'executed_version': (string);
  'content_type': (string);
}

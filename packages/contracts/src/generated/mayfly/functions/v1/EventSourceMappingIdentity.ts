// Original file: proto/mayfly/functions/v1/feed.proto


export interface EventSourceMappingIdentity {
  'region'?: (string);
  'account'?: (string);
  'uuid'?: (string);
}

export interface EventSourceMappingIdentity__Output {
  'region': (string);
  'account': (string);
  'uuid': (string);
}

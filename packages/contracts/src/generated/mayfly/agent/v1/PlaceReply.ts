// Original file: proto/mayfly/agent/v1/agent.proto


export interface PlaceReply {
  'failure_code'?: (string);
  'failure_message'?: (string);
  'init_ms'?: (number | string);
  'prewarmed'?: (boolean);
  'full'?: (boolean);
  'init_failed'?: (boolean);
}

export interface PlaceReply__Output {
  'failure_code': (string);
  'failure_message': (string);
  'init_ms': (number);
  'prewarmed': (boolean);
  'full': (boolean);
  'init_failed': (boolean);
}

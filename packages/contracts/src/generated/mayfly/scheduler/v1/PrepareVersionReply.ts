// Original file: proto/mayfly/scheduler/v1/scheduler.proto


export interface PrepareVersionReply {
  'failure_code'?: (string);
  'failure_reason'?: (string);
}

export interface PrepareVersionReply__Output {
  'failure_code': (string);
  'failure_reason': (string);
}

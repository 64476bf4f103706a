// Original file: proto/mayfly/scheduler/v1/scheduler.proto


export interface LeaseRefusal {
  'code'?: (string);
  'message'?: (string);
  'reason'?: (string);
  'retry_after_ms'?: (number);
}

export interface LeaseRefusal__Output {
  'code': (string);
  'message': (string);
  'reason': (string);
  'retry_after_ms': (number);
}

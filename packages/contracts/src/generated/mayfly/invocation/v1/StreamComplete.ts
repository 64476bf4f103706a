// Original file: proto/mayfly/invocation/v1/invocation.proto


export interface StreamComplete {
  'error_code'?: (string);
  'error_details'?: (string);
  'log_result'?: (string);
}

export interface StreamComplete__Output {
  'error_code': (string);
  'error_details': (string);
  'log_result': (string);
}

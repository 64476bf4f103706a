// Original file: proto/mayfly/functions/v1/function_configuration.proto


export interface SnapStart {
  'apply_on'?: (string);
  'optimization_status'?: (string);
}

export interface SnapStart__Output {
  'apply_on': (string);
  'optimization_status': (string);
}

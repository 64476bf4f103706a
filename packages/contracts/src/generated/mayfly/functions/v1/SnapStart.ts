// Original file: proto/mayfly/functions/v1/functions.proto


export interface SnapStart {
  'apply_on'?: (string);
  'optimization_status'?: (string);
}

export interface SnapStart__Output {
  'apply_on': (string);
  'optimization_status': (string);
}

// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface PutFunctionScalingConfigResponse {
  'function_state'?: (string);
}

export interface PutFunctionScalingConfigResponse__Output {
  'function_state': (string);
}

// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface GetFunctionScalingConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
}

export interface GetFunctionScalingConfigRequest__Output {
  'function_name': (string);
  'qualifier': (string);
}

// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface GetFunctionRecursionConfigRequest {
  'function_name'?: (string);
}

export interface GetFunctionRecursionConfigRequest__Output {
  'function_name': (string);
}

// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface PutFunctionRecursionConfigResponse {
  'recursive_loop'?: (string);
}

export interface PutFunctionRecursionConfigResponse__Output {
  'recursive_loop': (string);
}

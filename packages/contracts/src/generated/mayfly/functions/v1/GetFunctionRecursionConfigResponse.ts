// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface GetFunctionRecursionConfigResponse {
  'recursive_loop'?: (string);
}

export interface GetFunctionRecursionConfigResponse__Output {
  'recursive_loop': (string);
}

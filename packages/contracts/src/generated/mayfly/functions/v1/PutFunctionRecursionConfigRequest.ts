// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface PutFunctionRecursionConfigRequest {
  'function_name'?: (string);
  'recursive_loop'?: (string);
}

export interface PutFunctionRecursionConfigRequest__Output {
  'function_name': (string);
  'recursive_loop': (string);
}

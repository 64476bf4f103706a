// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface DeleteFunctionConcurrencyRequest {
  'function_name'?: (string);
}

export interface DeleteFunctionConcurrencyRequest__Output {
  'function_name': (string);
}

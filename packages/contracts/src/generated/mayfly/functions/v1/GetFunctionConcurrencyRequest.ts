// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface GetFunctionConcurrencyRequest {
  'function_name'?: (string);
}

export interface GetFunctionConcurrencyRequest__Output {
  'function_name': (string);
}

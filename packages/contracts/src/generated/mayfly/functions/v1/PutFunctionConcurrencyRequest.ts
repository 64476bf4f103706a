// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface PutFunctionConcurrencyRequest {
  'function_name'?: (string);
  'reserved_concurrent_executions'?: (number);
  '_reserved_concurrent_executions'?: "reserved_concurrent_executions";
}

export interface PutFunctionConcurrencyRequest__Output {
  'function_name': (string);
  'reserved_concurrent_executions'?: (number);
  '_reserved_concurrent_executions'?: "reserved_concurrent_executions";
}

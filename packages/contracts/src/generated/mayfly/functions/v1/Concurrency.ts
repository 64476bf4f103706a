// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface Concurrency {
  'reserved_concurrent_executions'?: (number);
  '_reserved_concurrent_executions'?: "reserved_concurrent_executions";
}

export interface Concurrency__Output {
  'reserved_concurrent_executions'?: (number);
  '_reserved_concurrent_executions'?: "reserved_concurrent_executions";
}

// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface PutProvisionedConcurrencyConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'provisioned_concurrent_executions'?: (number);
  '_provisioned_concurrent_executions'?: "provisioned_concurrent_executions";
}

export interface PutProvisionedConcurrencyConfigRequest__Output {
  'function_name': (string);
  'qualifier': (string);
  'provisioned_concurrent_executions'?: (number);
  '_provisioned_concurrent_executions'?: "provisioned_concurrent_executions";
}

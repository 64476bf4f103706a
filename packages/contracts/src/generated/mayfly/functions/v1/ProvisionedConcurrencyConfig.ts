// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface ProvisionedConcurrencyConfig {
  'requested_provisioned_concurrent_executions'?: (number);
  'available_provisioned_concurrent_executions'?: (number);
  'allocated_provisioned_concurrent_executions'?: (number);
  'status'?: (string);
  'status_reason'?: (string);
  'last_modified'?: (string);
  'function_arn'?: (string);
  '_status_reason'?: "status_reason";
  '_function_arn'?: "function_arn";
}

export interface ProvisionedConcurrencyConfig__Output {
  'requested_provisioned_concurrent_executions': (number);
  'available_provisioned_concurrent_executions': (number);
  'allocated_provisioned_concurrent_executions': (number);
  'status': (string);
  'status_reason'?: (string);
  'last_modified': (string);
  'function_arn'?: (string);
  '_status_reason'?: "status_reason";
  '_function_arn'?: "function_arn";
}

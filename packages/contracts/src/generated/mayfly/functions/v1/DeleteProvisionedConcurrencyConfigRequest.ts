// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface DeleteProvisionedConcurrencyConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
}

export interface DeleteProvisionedConcurrencyConfigRequest__Output {
  'function_name': (string);
  'qualifier': (string);
}

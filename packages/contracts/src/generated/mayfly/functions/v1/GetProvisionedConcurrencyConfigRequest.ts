// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface GetProvisionedConcurrencyConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
}

export interface GetProvisionedConcurrencyConfigRequest__Output {
  'function_name': (string);
  'qualifier': (string);
}

// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface ListProvisionedConcurrencyConfigsRequest {
  'function_name'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

export interface ListProvisionedConcurrencyConfigsRequest__Output {
  'function_name': (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

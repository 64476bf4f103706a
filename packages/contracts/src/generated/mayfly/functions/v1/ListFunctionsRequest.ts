// Original file: proto/mayfly/functions/v1/functions.proto


export interface ListFunctionsRequest {
  'marker'?: (string);
  'max_items'?: (number);
  'function_version'?: (string);
  'master_region'?: (string);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
  '_function_version'?: "function_version";
  '_master_region'?: "master_region";
}

export interface ListFunctionsRequest__Output {
  'marker'?: (string);
  'max_items'?: (number);
  'function_version'?: (string);
  'master_region'?: (string);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
  '_function_version'?: "function_version";
  '_master_region'?: "master_region";
}

// Original file: proto/mayfly/functions/v1/versions.proto


export interface ListAliasesRequest {
  'function_name'?: (string);
  'function_version'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_function_version'?: "function_version";
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

export interface ListAliasesRequest__Output {
  'function_name': (string);
  'function_version'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_function_version'?: "function_version";
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

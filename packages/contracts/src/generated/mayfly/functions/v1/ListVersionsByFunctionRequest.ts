// Original file: proto/mayfly/functions/v1/versions.proto


export interface ListVersionsByFunctionRequest {
  'function_name'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

export interface ListVersionsByFunctionRequest__Output {
  'function_name': (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

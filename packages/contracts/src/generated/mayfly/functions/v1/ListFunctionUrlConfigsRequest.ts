// Original file: proto/mayfly/functions/v1/function_urls.proto


export interface ListFunctionUrlConfigsRequest {
  'function_name'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

export interface ListFunctionUrlConfigsRequest__Output {
  'function_name': (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

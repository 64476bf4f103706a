// Original file: proto/mayfly/functions/v1/event_invoke.proto


export interface ListFunctionEventInvokeConfigsRequest {
  'function_name'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

export interface ListFunctionEventInvokeConfigsRequest__Output {
  'function_name': (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

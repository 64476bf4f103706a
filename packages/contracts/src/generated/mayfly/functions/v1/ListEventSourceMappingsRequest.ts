// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface ListEventSourceMappingsRequest {
  'event_source_arn'?: (string);
  'function_name'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_event_source_arn'?: "event_source_arn";
  '_function_name'?: "function_name";
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

export interface ListEventSourceMappingsRequest__Output {
  'event_source_arn'?: (string);
  'function_name'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_event_source_arn'?: "event_source_arn";
  '_function_name'?: "function_name";
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

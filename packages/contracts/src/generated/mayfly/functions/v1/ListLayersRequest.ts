// Original file: proto/mayfly/functions/v1/layers.proto


export interface ListLayersRequest {
  'compatible_runtime'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  'compatible_architecture'?: (string);
  '_compatible_runtime'?: "compatible_runtime";
  '_marker'?: "marker";
  '_max_items'?: "max_items";
  '_compatible_architecture'?: "compatible_architecture";
}

export interface ListLayersRequest__Output {
  'compatible_runtime'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  'compatible_architecture'?: (string);
  '_compatible_runtime'?: "compatible_runtime";
  '_marker'?: "marker";
  '_max_items'?: "max_items";
  '_compatible_architecture'?: "compatible_architecture";
}

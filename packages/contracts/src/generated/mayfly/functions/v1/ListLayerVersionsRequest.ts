// Original file: proto/mayfly/functions/v1/layers.proto


export interface ListLayerVersionsRequest {
  'compatible_runtime'?: (string);
  'layer_name'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  'compatible_architecture'?: (string);
  '_compatible_runtime'?: "compatible_runtime";
  '_marker'?: "marker";
  '_max_items'?: "max_items";
  '_compatible_architecture'?: "compatible_architecture";
}

export interface ListLayerVersionsRequest__Output {
  'compatible_runtime'?: (string);
  'layer_name': (string);
  'marker'?: (string);
  'max_items'?: (number);
  'compatible_architecture'?: (string);
  '_compatible_runtime'?: "compatible_runtime";
  '_marker'?: "marker";
  '_max_items'?: "max_items";
  '_compatible_architecture'?: "compatible_architecture";
}

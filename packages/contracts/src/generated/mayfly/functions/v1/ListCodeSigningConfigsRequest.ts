// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface ListCodeSigningConfigsRequest {
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

export interface ListCodeSigningConfigsRequest__Output {
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

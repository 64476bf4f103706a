// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface ListFunctionsByCodeSigningConfigRequest {
  'code_signing_config_arn'?: (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

export interface ListFunctionsByCodeSigningConfigRequest__Output {
  'code_signing_config_arn': (string);
  'marker'?: (string);
  'max_items'?: (number);
  '_marker'?: "marker";
  '_max_items'?: "max_items";
}

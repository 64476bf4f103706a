// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface PutFunctionCodeSigningConfigRequest {
  'code_signing_config_arn'?: (string);
  'function_name'?: (string);
}

export interface PutFunctionCodeSigningConfigRequest__Output {
  'code_signing_config_arn': (string);
  'function_name': (string);
}

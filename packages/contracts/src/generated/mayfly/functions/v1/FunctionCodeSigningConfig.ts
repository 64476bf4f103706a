// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface FunctionCodeSigningConfig {
  'code_signing_config_arn'?: (string);
  'function_name'?: (string);
}

export interface FunctionCodeSigningConfig__Output {
  'code_signing_config_arn': (string);
  'function_name': (string);
}

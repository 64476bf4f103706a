// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface DeleteCodeSigningConfigRequest {
  'code_signing_config_arn'?: (string);
}

export interface DeleteCodeSigningConfigRequest__Output {
  'code_signing_config_arn': (string);
}

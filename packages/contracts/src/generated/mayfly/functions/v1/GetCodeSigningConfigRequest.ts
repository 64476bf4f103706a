// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface GetCodeSigningConfigRequest {
  'code_signing_config_arn'?: (string);
}

export interface GetCodeSigningConfigRequest__Output {
  'code_signing_config_arn': (string);
}

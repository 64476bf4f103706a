// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface GetFunctionCodeSigningConfigRequest {
  'function_name'?: (string);
}

export interface GetFunctionCodeSigningConfigRequest__Output {
  'function_name': (string);
}

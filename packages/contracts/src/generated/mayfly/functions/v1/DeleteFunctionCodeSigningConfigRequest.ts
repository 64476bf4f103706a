// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface DeleteFunctionCodeSigningConfigRequest {
  'function_name'?: (string);
}

export interface DeleteFunctionCodeSigningConfigRequest__Output {
  'function_name': (string);
}

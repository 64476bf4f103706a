// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface DeleteFunctionCodeSigningConfigResponse {
}

export interface DeleteFunctionCodeSigningConfigResponse__Output {
}

// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface DeleteCodeSigningConfigResponse {
}

export interface DeleteCodeSigningConfigResponse__Output {
}

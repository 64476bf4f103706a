// Original file: proto/mayfly/functions/v1/versions.proto


export interface DeleteAliasResponse {
}

export interface DeleteAliasResponse__Output {
}

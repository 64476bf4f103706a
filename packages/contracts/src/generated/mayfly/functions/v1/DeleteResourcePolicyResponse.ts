// Original file: proto/mayfly/functions/v1/permissions.proto


export interface DeleteResourcePolicyResponse {
}

export interface DeleteResourcePolicyResponse__Output {
}

// Original file: proto/mayfly/functions/v1/permissions.proto


export interface RemovePermissionResponse {
}

export interface RemovePermissionResponse__Output {
}

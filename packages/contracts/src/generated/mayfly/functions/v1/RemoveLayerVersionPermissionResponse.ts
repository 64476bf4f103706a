// Original file: proto/mayfly/functions/v1/permissions.proto


export interface RemoveLayerVersionPermissionResponse {
}

export interface RemoveLayerVersionPermissionResponse__Output {
}

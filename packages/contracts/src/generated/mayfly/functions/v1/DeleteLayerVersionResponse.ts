// Original file: proto/mayfly/functions/v1/layers.proto


export interface DeleteLayerVersionResponse {
}

export interface DeleteLayerVersionResponse__Output {
}

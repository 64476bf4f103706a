// Original file: proto/mayfly/functions/v1/tags.proto


export interface TagResourceResponse {
}

export interface TagResourceResponse__Output {
}

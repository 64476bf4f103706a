// Original file: proto/mayfly/functions/v1/tags.proto


export interface UntagResourceResponse {
}

export interface UntagResourceResponse__Output {
}

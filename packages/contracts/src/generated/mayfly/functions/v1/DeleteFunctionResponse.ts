// Original file: proto/mayfly/functions/v1/functions.proto


export interface DeleteFunctionResponse {
}

export interface DeleteFunctionResponse__Output {
}

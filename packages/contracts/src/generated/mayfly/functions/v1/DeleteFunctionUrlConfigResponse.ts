// Original file: proto/mayfly/functions/v1/function_urls.proto


export interface DeleteFunctionUrlConfigResponse {
}

export interface DeleteFunctionUrlConfigResponse__Output {
}

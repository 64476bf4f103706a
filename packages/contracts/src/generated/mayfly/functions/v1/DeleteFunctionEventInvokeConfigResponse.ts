// Original file: proto/mayfly/functions/v1/event_invoke.proto


export interface DeleteFunctionEventInvokeConfigResponse {
}

export interface DeleteFunctionEventInvokeConfigResponse__Output {
}

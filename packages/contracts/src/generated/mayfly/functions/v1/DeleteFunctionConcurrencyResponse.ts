// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface DeleteFunctionConcurrencyResponse {
}

export interface DeleteFunctionConcurrencyResponse__Output {
}

// Original file: proto/mayfly/functions/v1/concurrency.proto


export interface DeleteProvisionedConcurrencyConfigResponse {
}

export interface DeleteProvisionedConcurrencyConfigResponse__Output {
}

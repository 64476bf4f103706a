// Original file: proto/mayfly/functions/v1/account.proto


export interface GetAccountSettingsRequest {
}

export interface GetAccountSettingsRequest__Output {
}

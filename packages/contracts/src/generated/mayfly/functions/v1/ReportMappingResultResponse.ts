// Original file: proto/mayfly/functions/v1/feed.proto


export interface ReportMappingResultResponse {
}

export interface ReportMappingResultResponse__Output {
}

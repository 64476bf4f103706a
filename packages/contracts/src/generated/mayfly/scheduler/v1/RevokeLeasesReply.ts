// Original file: proto/mayfly/scheduler/v1/scheduler.proto


export interface RevokeLeasesReply {
}

export interface RevokeLeasesReply__Output {
}

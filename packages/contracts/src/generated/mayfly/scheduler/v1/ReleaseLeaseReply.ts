// Original file: proto/mayfly/scheduler/v1/scheduler.proto


export interface ReleaseLeaseReply {
}

export interface ReleaseLeaseReply__Output {
}

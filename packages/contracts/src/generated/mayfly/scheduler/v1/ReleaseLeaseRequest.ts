// Original file: proto/mayfly/scheduler/v1/scheduler.proto


export interface ReleaseLeaseRequest {
  'holder_id'?: (string);
  'lease_id'?: (string);
  'request_id'?: (string);
}

export interface ReleaseLeaseRequest__Output {
  'holder_id': (string);
  'lease_id': (string);
  'request_id': (string);
}

// Original file: proto/mayfly/scheduler/v1/scheduler.proto


export interface RevokeLeasesRequest {
  'lease_ids'?: (string)[];
  'gone'?: (boolean);
  'when_free'?: (boolean);
}

export interface RevokeLeasesRequest__Output {
  'lease_ids': (string)[];
  'gone': (boolean);
  'when_free': (boolean);
}

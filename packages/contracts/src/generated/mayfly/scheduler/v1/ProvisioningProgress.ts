// Original file: proto/mayfly/scheduler/v1/scheduler.proto


export interface ProvisioningProgress {
  'allocated'?: (number);
  'available'?: (number);
  'init_failed'?: (boolean);
}

export interface ProvisioningProgress__Output {
  'allocated': (number);
  'available': (number);
  'init_failed': (boolean);
}

// Original file: proto/mayfly/functions/v1/functions.proto


export interface TracingConfig {
  'mode'?: (string);
}

export interface TracingConfig__Output {
  'mode': (string);
}

// Original file: proto/mayfly/functions/v1/function_configuration.proto


export interface TracingConfig {
  'mode'?: (string);
}

export interface TracingConfig__Output {
  'mode': (string);
}

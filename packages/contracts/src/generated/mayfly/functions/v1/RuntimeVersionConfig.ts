// Original file: proto/mayfly/functions/v1/function_configuration.proto


export interface RuntimeVersionConfig {
  'runtime_version_arn'?: (string);
}

export interface RuntimeVersionConfig__Output {
  'runtime_version_arn': (string);
}

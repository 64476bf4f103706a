// Original file: proto/mayfly/functions/v1/function_configuration.proto


export interface LoggingConfig {
  'log_format'?: (string);
  'application_log_level'?: (string);
  'system_log_level'?: (string);
  'log_group'?: (string);
  '_application_log_level'?: "application_log_level";
  '_system_log_level'?: "system_log_level";
}

export interface LoggingConfig__Output {
  'log_format': (string);
  'application_log_level'?: (string);
  'system_log_level'?: (string);
  'log_group': (string);
  '_application_log_level'?: "application_log_level";
  '_system_log_level'?: "system_log_level";
}

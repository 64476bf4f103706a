// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface EventSourceMappingLoggingConfig {
  'system_log_level'?: (string);
  '_system_log_level'?: "system_log_level";
}

export interface EventSourceMappingLoggingConfig__Output {
  'system_log_level'?: (string);
  '_system_log_level'?: "system_log_level";
}

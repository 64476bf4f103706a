// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface EventSourceMappingMetricsConfig {
  'metrics'?: (string)[];
}

export interface EventSourceMappingMetricsConfig__Output {
  'metrics': (string)[];
}

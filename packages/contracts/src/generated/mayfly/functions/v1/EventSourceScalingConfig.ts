// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface EventSourceScalingConfig {
  'maximum_concurrency'?: (number);
  '_maximum_concurrency'?: "maximum_concurrency";
}

export interface EventSourceScalingConfig__Output {
  'maximum_concurrency'?: (number);
  '_maximum_concurrency'?: "maximum_concurrency";
}

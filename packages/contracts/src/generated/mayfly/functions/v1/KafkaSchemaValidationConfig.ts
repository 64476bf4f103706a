// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface KafkaSchemaValidationConfig {
  'attribute'?: (string);
}

export interface KafkaSchemaValidationConfig__Output {
  'attribute': (string);
}

// Original file: proto/mayfly/functions/v1/event_source_mappings.proto

import type { KafkaSchemaRegistryConfig as _mayfly_functions_v1_KafkaSchemaRegistryConfig, KafkaSchemaRegistryConfig__Output as _mayfly_functions_v1_KafkaSchemaRegistryConfig__Output } from '../../../mayfly/functions/v1/KafkaSchemaRegistryConfig.ts';

export interface KafkaEventSourceConfig {
  'consumer_group_id'?: (string);
  'schema_registry_config'?: (_mayfly_functions_v1_KafkaSchemaRegistryConfig | null);
  '_consumer_group_id'?: "consumer_group_id";
}

export interface KafkaEventSourceConfig__Output {
  'consumer_group_id'?: (string);
  'schema_registry_config': (_mayfly_functions_v1_KafkaSchemaRegistryConfig__Output | null);
  '_consumer_group_id'?: "consumer_group_id";
}

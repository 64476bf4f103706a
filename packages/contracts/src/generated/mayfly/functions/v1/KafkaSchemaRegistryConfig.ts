// Original file: proto/mayfly/functions/v1/event_source_mappings.proto

import type { SourceAccessConfiguration as _mayfly_functions_v1_SourceAccessConfiguration, SourceAccessConfiguration__Output as _mayfly_functions_v1_SourceAccessConfiguration__Output } from '../../../mayfly/functions/v1/SourceAccessConfiguration.ts';
import type { KafkaSchemaValidationConfig as _mayfly_functions_v1_KafkaSchemaValidationConfig, KafkaSchemaValidationConfig__Output as _mayfly_functions_v1_KafkaSchemaValidationConfig__Output } from '../../../mayfly/functions/v1/KafkaSchemaValidationConfig.ts';

export interface KafkaSchemaRegistryConfig {
  'schema_registry_uri'?: (string);
  'event_record_format'?: (string);
  'access_configs'?: (_mayfly_functions_v1_SourceAccessConfiguration)[];
  'schema_validation_configs'?: (_mayfly_functions_v1_KafkaSchemaValidationConfig)[];
  '_schema_registry_uri'?: "schema_registry_uri";
  '_event_record_format'?: "event_record_format";
}

export interface KafkaSchemaRegistryConfig__Output {
  'schema_registry_uri'?: (string);
  'event_record_format'?: (string);
  'access_configs': (_mayfly_functions_v1_SourceAccessConfiguration__Output)[];
  'schema_validation_configs': (_mayfly_functions_v1_KafkaSchemaValidationConfig__Output)[];
  '_schema_registry_uri'?: "schema_registry_uri";
  '_event_record_format'?: "event_record_format";
}

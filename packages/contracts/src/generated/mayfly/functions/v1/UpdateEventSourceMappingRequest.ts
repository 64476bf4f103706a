// Original file: proto/mayfly/functions/v1/event_source_mappings.proto

import type { FilterCriteria as _mayfly_functions_v1_FilterCriteria, FilterCriteria__Output as _mayfly_functions_v1_FilterCriteria__Output } from '../../../mayfly/functions/v1/FilterCriteria.ts';
import type { InvocationDestinations as _mayfly_functions_v1_InvocationDestinations, InvocationDestinations__Output as _mayfly_functions_v1_InvocationDestinations__Output } from '../../../mayfly/functions/v1/InvocationDestinations.ts';
import type { SourceAccessConfigurationList as _mayfly_functions_v1_SourceAccessConfigurationList, SourceAccessConfigurationList__Output as _mayfly_functions_v1_SourceAccessConfigurationList__Output } from '../../../mayfly/functions/v1/SourceAccessConfigurationList.ts';
import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from '../../../mayfly/functions/v1/StringList.ts';
import type { KafkaEventSourceConfig as _mayfly_functions_v1_KafkaEventSourceConfig, KafkaEventSourceConfig__Output as _mayfly_functions_v1_KafkaEventSourceConfig__Output } from '../../../mayfly/functions/v1/KafkaEventSourceConfig.ts';
import type { EventSourceScalingConfig as _mayfly_functions_v1_EventSourceScalingConfig, EventSourceScalingConfig__Output as _mayfly_functions_v1_EventSourceScalingConfig__Output } from '../../../mayfly/functions/v1/EventSourceScalingConfig.ts';
import type { DocumentDbEventSourceConfig as _mayfly_functions_v1_DocumentDbEventSourceConfig, DocumentDbEventSourceConfig__Output as _mayfly_functions_v1_DocumentDbEventSourceConfig__Output } from '../../../mayfly/functions/v1/DocumentDbEventSourceConfig.ts';
import type { EventSourceMappingMetricsConfig as _mayfly_functions_v1_EventSourceMappingMetricsConfig, EventSourceMappingMetricsConfig__Output as _mayfly_functions_v1_EventSourceMappingMetricsConfig__Output } from '../../../mayfly/functions/v1/EventSourceMappingMetricsConfig.ts';
import type { EventSourceMappingLoggingConfig as _mayfly_functions_v1_EventSourceMappingLoggingConfig, EventSourceMappingLoggingConfig__Output as _mayfly_functions_v1_EventSourceMappingLoggingConfig__Output } from '../../../mayfly/functions/v1/EventSourceMappingLoggingConfig.ts';
import type { ProvisionedPollerConfig as _mayfly_functions_v1_ProvisionedPollerConfig, ProvisionedPollerConfig__Output as _mayfly_functions_v1_ProvisionedPollerConfig__Output } from '../../../mayfly/functions/v1/ProvisionedPollerConfig.ts';

export interface UpdateEventSourceMappingRequest {
  'uuid'?: (string);
  'function_name'?: (string);
  'enabled'?: (boolean);
  'batch_size'?: (number);
  'filter_criteria'?: (_mayfly_functions_v1_FilterCriteria | null);
  'maximum_batching_window_in_seconds'?: (number);
  'parallelization_factor'?: (number);
  'destination_config'?: (_mayfly_functions_v1_InvocationDestinations | null);
  'maximum_record_age_in_seconds'?: (number);
  'bisect_batch_on_function_error'?: (boolean);
  'maximum_retry_attempts'?: (number);
  'tumbling_window_in_seconds'?: (number);
  'source_access_configurations'?: (_mayfly_functions_v1_SourceAccessConfigurationList | null);
  'function_response_types'?: (_mayfly_functions_v1_StringList | null);
  'amazon_managed_kafka_event_source_config'?: (_mayfly_functions_v1_KafkaEventSourceConfig | null);
  'self_managed_kafka_event_source_config'?: (_mayfly_functions_v1_KafkaEventSourceConfig | null);
  'scaling_config'?: (_mayfly_functions_v1_EventSourceScalingConfig | null);
  'document_db_event_source_config'?: (_mayfly_functions_v1_DocumentDbEventSourceConfig | null);
  'metrics_config'?: (_mayfly_functions_v1_EventSourceMappingMetricsConfig | null);
  'logging_config'?: (_mayfly_functions_v1_EventSourceMappingLoggingConfig | null);
  'provisioned_poller_config'?: (_mayfly_functions_v1_ProvisionedPollerConfig | null);
  '_function_name'?: "function_name";
  '_enabled'?: "enabled";
  '_batch_size'?: "batch_size";
  '_maximum_batching_window_in_seconds'?: "maximum_batching_window_in_seconds";
  '_parallelization_factor'?: "parallelization_factor";
  '_maximum_record_age_in_seconds'?: "maximum_record_age_in_seconds";
  '_bisect_batch_on_function_error'?: "bisect_batch_on_function_error";
  '_maximum_retry_attempts'?: "maximum_retry_attempts";
  '_tumbling_window_in_seconds'?: "tumbling_window_in_seconds";
}

export interface UpdateEventSourceMappingRequest__Output {
  'uuid': (string);
  'function_name'?: (string);
  'enabled'?: (boolean);
  'batch_size'?: (number);
  'filter_criteria': (_mayfly_functions_v1_FilterCriteria__Output | null);
  'maximum_batching_window_in_seconds'?: (number);
  'parallelization_factor'?: (number);
  'destination_config': (_mayfly_functions_v1_InvocationDestinations__Output | null);
  'maximum_record_age_in_seconds'?: (number);
  'bisect_batch_on_function_error'?: (boolean);
  'maximum_retry_attempts'?: (number);
  'tumbling_window_in_seconds'?: (number);
  'source_access_configurations': (_mayfly_functions_v1_SourceAccessConfigurationList__Output | null);
  'function_response_types': (_mayfly_functions_v1_StringList__Output | null);
  'amazon_managed_kafka_event_source_config': (_mayfly_functions_v1_KafkaEventSourceConfig__Output | null);
  'self_managed_kafka_event_source_config': (_mayfly_functions_v1_KafkaEventSourceConfig__Output | null);
  'scaling_config': (_mayfly_functions_v1_EventSourceScalingConfig__Output | null);
  'document_db_event_source_config': (_mayfly_functions_v1_DocumentDbEventSourceConfig__Output | null);
  'metrics_config': (_mayfly_functions_v1_EventSourceMappingMetricsConfig__Output | null);
  'logging_config': (_mayfly_functions_v1_EventSourceMappingLoggingConfig__Output | null);
  'provisioned_poller_config': (_mayfly_functions_v1_ProvisionedPollerConfig__Output | null);
  '_function_name'?: "function_name";
  '_enabled'?: "enabled";
  '_batch_size'?: "batch_size";
  '_maximum_batching_window_in_seconds'?: "maximum_batching_window_in_seconds";
  '_parallelization_factor'?: "parallelization_factor";
  '_maximum_record_age_in_seconds'?: "maximum_record_age_in_seconds";
  '_bisect_batch_on_function_error'?: "bisect_batch_on_function_error";
  '_maximum_retry_attempts'?: "maximum_retry_attempts";
  '_tumbling_window_in_seconds'?: "tumbling_window_in_seconds";
}

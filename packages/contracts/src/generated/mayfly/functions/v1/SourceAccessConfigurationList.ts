// Original file: proto/mayfly/functions/v1/event_source_mappings.proto

import type { SourceAccessConfiguration as _mayfly_functions_v1_SourceAccessConfiguration, SourceAccessConfiguration__Output as _mayfly_functions_v1_SourceAccessConfiguration__Output } from '../../../mayfly/functions/v1/SourceAccessConfiguration.ts';

export interface SourceAccessConfigurationList {
  'values'?: (_mayfly_functions_v1_SourceAccessConfiguration)[];
}

export interface SourceAccessConfigurationList__Output {
  'values': (_mayfly_functions_v1_SourceAccessConfiguration__Output)[];
}

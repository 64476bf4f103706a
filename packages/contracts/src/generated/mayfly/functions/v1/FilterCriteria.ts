// Original file: proto/mayfly/functions/v1/event_source_mappings.proto

import type { EventFilter as _mayfly_functions_v1_EventFilter, EventFilter__Output as _mayfly_functions_v1_EventFilter__Output } from '../../../mayfly/functions/v1/EventFilter.ts';

export interface FilterCriteria {
  'filters'?: (_mayfly_functions_v1_EventFilter)[];
}

export interface FilterCriteria__Output {
  'filters': (_mayfly_functions_v1_EventFilter__Output)[];
}

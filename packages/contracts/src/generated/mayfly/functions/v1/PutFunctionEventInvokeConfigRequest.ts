// Original file: proto/mayfly/functions/v1/event_invoke.proto

import type { InvocationDestinations as _mayfly_functions_v1_InvocationDestinations, InvocationDestinations__Output as _mayfly_functions_v1_InvocationDestinations__Output } from '../../../mayfly/functions/v1/InvocationDestinations.ts';

export interface PutFunctionEventInvokeConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'maximum_retry_attempts'?: (number);
  'maximum_event_age_in_seconds'?: (number);
  'destination_config'?: (_mayfly_functions_v1_InvocationDestinations | null);
  '_qualifier'?: "qualifier";
  '_maximum_retry_attempts'?: "maximum_retry_attempts";
  '_maximum_event_age_in_seconds'?: "maximum_event_age_in_seconds";
}

export interface PutFunctionEventInvokeConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  'maximum_retry_attempts'?: (number);
  'maximum_event_age_in_seconds'?: (number);
  'destination_config': (_mayfly_functions_v1_InvocationDestinations__Output | null);
  '_qualifier'?: "qualifier";
  '_maximum_retry_attempts'?: "maximum_retry_attempts";
  '_maximum_event_age_in_seconds'?: "maximum_event_age_in_seconds";
}

// Original file: proto/mayfly/functions/v1/event_invoke.proto

import type { InvocationDestination as _mayfly_functions_v1_InvocationDestination, InvocationDestination__Output as _mayfly_functions_v1_InvocationDestination__Output } from '../../../mayfly/functions/v1/InvocationDestination.ts';

export interface InvocationDestinations {
  'on_success'?: (_mayfly_functions_v1_InvocationDestination | null);
  'on_failure'?: (_mayfly_functions_v1_InvocationDestination | null);
}

export interface InvocationDestinations__Output {
  'on_success': (_mayfly_functions_v1_InvocationDestination__Output | null);
  'on_failure': (_mayfly_functions_v1_InvocationDestination__Output | null);
}

// Original file: proto/mayfly/functions/v1/event_invoke.proto

import type { FunctionEventInvokeConfig as _mayfly_functions_v1_FunctionEventInvokeConfig, FunctionEventInvokeConfig__Output as _mayfly_functions_v1_FunctionEventInvokeConfig__Output } from '../../../mayfly/functions/v1/FunctionEventInvokeConfig.ts';

export interface ListFunctionEventInvokeConfigsResponse {
  'function_event_invoke_configs'?: (_mayfly_functions_v1_FunctionEventInvokeConfig)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

export interface ListFunctionEventInvokeConfigsResponse__Output {
  'function_event_invoke_configs': (_mayfly_functions_v1_FunctionEventInvokeConfig__Output)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

// Original file: proto/mayfly/functions/v1/function_urls.proto

import type { FunctionUrlConfig as _mayfly_functions_v1_FunctionUrlConfig, FunctionUrlConfig__Output as _mayfly_functions_v1_FunctionUrlConfig__Output } from '../../../mayfly/functions/v1/FunctionUrlConfig.ts';

export interface ListFunctionUrlConfigsResponse {
  'function_url_configs'?: (_mayfly_functions_v1_FunctionUrlConfig)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

export interface ListFunctionUrlConfigsResponse__Output {
  'function_url_configs': (_mayfly_functions_v1_FunctionUrlConfig__Output)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

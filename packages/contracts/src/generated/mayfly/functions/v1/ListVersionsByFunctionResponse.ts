// Original file: proto/mayfly/functions/v1/versions.proto

import type { FunctionConfiguration as _mayfly_functions_v1_FunctionConfiguration, FunctionConfiguration__Output as _mayfly_functions_v1_FunctionConfiguration__Output } from '../../../mayfly/functions/v1/FunctionConfiguration.ts';

export interface ListVersionsByFunctionResponse {
  'versions'?: (_mayfly_functions_v1_FunctionConfiguration)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

export interface ListVersionsByFunctionResponse__Output {
  'versions': (_mayfly_functions_v1_FunctionConfiguration__Output)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

// Original file: proto/mayfly/functions/v1/versions.proto

import type { AliasConfiguration as _mayfly_functions_v1_AliasConfiguration, AliasConfiguration__Output as _mayfly_functions_v1_AliasConfiguration__Output } from '../../../mayfly/functions/v1/AliasConfiguration.ts';

export interface ListAliasesResponse {
  'aliases'?: (_mayfly_functions_v1_AliasConfiguration)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

export interface ListAliasesResponse__Output {
  'aliases': (_mayfly_functions_v1_AliasConfiguration__Output)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

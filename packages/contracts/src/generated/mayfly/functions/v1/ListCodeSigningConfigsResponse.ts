// Original file: proto/mayfly/functions/v1/code_signing.proto

import type { CodeSigningConfig as _mayfly_functions_v1_CodeSigningConfig, CodeSigningConfig__Output as _mayfly_functions_v1_CodeSigningConfig__Output } from '../../../mayfly/functions/v1/CodeSigningConfig.ts';

export interface ListCodeSigningConfigsResponse {
  'next_marker'?: (string);
  'code_signing_configs'?: (_mayfly_functions_v1_CodeSigningConfig)[];
  '_next_marker'?: "next_marker";
}

export interface ListCodeSigningConfigsResponse__Output {
  'next_marker'?: (string);
  'code_signing_configs': (_mayfly_functions_v1_CodeSigningConfig__Output)[];
  '_next_marker'?: "next_marker";
}

// Original file: proto/mayfly/functions/v1/code_signing.proto

import type { CodeSigningConfig as _mayfly_functions_v1_CodeSigningConfig, CodeSigningConfig__Output as _mayfly_functions_v1_CodeSigningConfig__Output } from '../../../mayfly/functions/v1/CodeSigningConfig.ts';

export interface CreateCodeSigningConfigResponse {
  'code_signing_config'?: (_mayfly_functions_v1_CodeSigningConfig | null);
}

export interface CreateCodeSigningConfigResponse__Output {
  'code_signing_config': (_mayfly_functions_v1_CodeSigningConfig__Output | null);
}

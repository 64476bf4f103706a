// Original file: proto/mayfly/functions/v1/code_signing.proto

import type { AllowedPublishers as _mayfly_functions_v1_AllowedPublishers, AllowedPublishers__Output as _mayfly_functions_v1_AllowedPublishers__Output } from '../../../mayfly/functions/v1/AllowedPublishers.ts';
import type { CodeSigningPolicies as _mayfly_functions_v1_CodeSigningPolicies, CodeSigningPolicies__Output as _mayfly_functions_v1_CodeSigningPolicies__Output } from '../../../mayfly/functions/v1/CodeSigningPolicies.ts';

export interface UpdateCodeSigningConfigRequest {
  'code_signing_config_arn'?: (string);
  'description'?: (string);
  'allowed_publishers'?: (_mayfly_functions_v1_AllowedPublishers | null);
  'code_signing_policies'?: (_mayfly_functions_v1_CodeSigningPolicies | null);
  '_description'?: "description";
}

export interface UpdateCodeSigningConfigRequest__Output {
  'code_signing_config_arn': (string);
  'description'?: (string);
  'allowed_publishers': (_mayfly_functions_v1_AllowedPublishers__Output | null);
  'code_signing_policies': (_mayfly_functions_v1_CodeSigningPolicies__Output | null);
  '_description'?: "description";
}

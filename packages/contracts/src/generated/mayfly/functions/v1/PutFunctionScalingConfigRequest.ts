// Original file: proto/mayfly/functions/v1/function_policies.proto

import type { FunctionScalingConfig as _mayfly_functions_v1_FunctionScalingConfig, FunctionScalingConfig__Output as _mayfly_functions_v1_FunctionScalingConfig__Output } from '../../../mayfly/functions/v1/FunctionScalingConfig.ts';

export interface PutFunctionScalingConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'function_scaling_config'?: (_mayfly_functions_v1_FunctionScalingConfig | null);
}

export interface PutFunctionScalingConfigRequest__Output {
  'function_name': (string);
  'qualifier': (string);
  'function_scaling_config': (_mayfly_functions_v1_FunctionScalingConfig__Output | null);
}

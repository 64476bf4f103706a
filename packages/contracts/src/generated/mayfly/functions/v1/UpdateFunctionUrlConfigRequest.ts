// Original file: proto/mayfly/functions/v1/function_urls.proto

import type { Cors as _mayfly_functions_v1_Cors, Cors__Output as _mayfly_functions_v1_Cors__Output } from '../../../mayfly/functions/v1/Cors.ts';

export interface UpdateFunctionUrlConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'auth_type'?: (string);
  'cors'?: (_mayfly_functions_v1_Cors | null);
  'invoke_mode'?: (string);
  '_qualifier'?: "qualifier";
  '_auth_type'?: "auth_type";
  '_invoke_mode'?: "invoke_mode";
}

export interface UpdateFunctionUrlConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  'auth_type'?: (string);
  'cors': (_mayfly_functions_v1_Cors__Output | null);
  'invoke_mode'?: (string);
  '_qualifier'?: "qualifier";
  '_auth_type'?: "auth_type";
  '_invoke_mode'?: "invoke_mode";
}

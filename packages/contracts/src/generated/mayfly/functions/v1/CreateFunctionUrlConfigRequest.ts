// Original file: proto/mayfly/functions/v1/function_urls.proto

import type { Cors as _mayfly_functions_v1_Cors, Cors__Output as _mayfly_functions_v1_Cors__Output } from '../../../mayfly/functions/v1/Cors.ts';

export interface CreateFunctionUrlConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'auth_type'?: (string);
  'cors'?: (_mayfly_functions_v1_Cors | null);
  'invoke_mode'?: (string);
  '_qualifier'?: "qualifier";
  '_invoke_mode'?: "invoke_mode";
}

export interface CreateFunctionUrlConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  'auth_type': (string);
  'cors': (_mayfly_functions_v1_Cors__Output | null);
  'invoke_mode'?: (string);
  '_qualifier'?: "qualifier";
  '_invoke_mode'?: "invoke_mode";
}

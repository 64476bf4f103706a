// Original file: proto/mayfly/functions/v1/function_urls.proto

import type { Cors as _mayfly_functions_v1_Cors, Cors__Output as _mayfly_functions_v1_Cors__Output } from '../../../mayfly/functions/v1/Cors.ts';

export interface FunctionUrlConfig {
  'function_url'?: (string);
  'function_arn'?: (string);
  'auth_type'?: (string);
  'cors'?: (_mayfly_functions_v1_Cors | null);
  'creation_time'?: (string);
  'last_modified_time'?: (string);
  'invoke_mode'?: (string);
  '_last_modified_time'?: "last_modified_time";
  '_invoke_mode'?: "invoke_mode";
}

export interface FunctionUrlConfig__Output {
  'function_url': (string);
  'function_arn': (string);
  'auth_type': (string);
  'cors': (_mayfly_functions_v1_Cors__Output | null);
  'creation_time': (string);
  'last_modified_time'?: (string);
  'invoke_mode'?: (string);
  '_last_modified_time'?: "last_modified_time";
  '_invoke_mode'?: "invoke_mode";
}

// Original file: proto/mayfly/functions/v1/functions.proto

import type { FunctionCode as _mayfly_functions_v1_FunctionCode, FunctionCode__Output as _mayfly_functions_v1_FunctionCode__Output } from '../../../mayfly/functions/v1/FunctionCode.ts';
import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from '../../../mayfly/functions/v1/StringList.ts';

export interface UpdateFunctionCodeRequest {
  'function_name'?: (string);
  'code'?: (_mayfly_functions_v1_FunctionCode | null);
  'dry_run'?: (boolean);
  'revision_id'?: (string);
  'architectures'?: (_mayfly_functions_v1_StringList | null);
  'publish'?: (boolean);
  '_dry_run'?: "dry_run";
  '_revision_id'?: "revision_id";
  '_publish'?: "publish";
}

export interface UpdateFunctionCodeRequest__Output {
  'function_name': (string);
  'code': (_mayfly_functions_v1_FunctionCode__Output | null);
  'dry_run'?: (boolean);
  'revision_id'?: (string);
  'architectures': (_mayfly_functions_v1_StringList__Output | null);
  'publish'?: (boolean);
  '_dry_run'?: "dry_run";
  '_revision_id'?: "revision_id";
  '_publish'?: "publish";
}

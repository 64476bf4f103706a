// Original file: proto/mayfly/functions/v1/function_urls.proto

import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from '../../../mayfly/functions/v1/StringList.ts';

export interface Cors {
  'allow_credentials'?: (boolean);
  'allow_headers'?: (_mayfly_functions_v1_StringList | null);
  'allow_methods'?: (_mayfly_functions_v1_StringList | null);
  'allow_origins'?: (_mayfly_functions_v1_StringList | null);
  'expose_headers'?: (_mayfly_functions_v1_StringList | null);
  'max_age'?: (number);
  '_allow_credentials'?: "allow_credentials";
  '_max_age'?: "max_age";
}

export interface Cors__Output {
  'allow_credentials'?: (boolean);
  'allow_headers': (_mayfly_functions_v1_StringList__Output | null);
  'allow_methods': (_mayfly_functions_v1_StringList__Output | null);
  'allow_origins': (_mayfly_functions_v1_StringList__Output | null);
  'expose_headers': (_mayfly_functions_v1_StringList__Output | null);
  'max_age'?: (number);
  '_allow_credentials'?: "allow_credentials";
  '_max_age'?: "max_age";
}

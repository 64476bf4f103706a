// Original file: proto/mayfly/functions/v1/functions.proto

import type { FunctionConfiguration as _mayfly_functions_v1_FunctionConfiguration, FunctionConfiguration__Output as _mayfly_functions_v1_FunctionConfiguration__Output } from '../../../mayfly/functions/v1/FunctionConfiguration.ts';
import type { FunctionCodeLocation as _mayfly_functions_v1_FunctionCodeLocation, FunctionCodeLocation__Output as _mayfly_functions_v1_FunctionCodeLocation__Output } from '../../../mayfly/functions/v1/FunctionCodeLocation.ts';
import type { PackageReference as _mayfly_functions_v1_PackageReference, PackageReference__Output as _mayfly_functions_v1_PackageReference__Output } from '../../../mayfly/functions/v1/PackageReference.ts';
import type { Concurrency as _mayfly_functions_v1_Concurrency, Concurrency__Output as _mayfly_functions_v1_Concurrency__Output } from '../../../mayfly/functions/v1/Concurrency.ts';

export interface GetFunctionResponse {
  'configuration'?: (_mayfly_functions_v1_FunctionConfiguration | null);
  'code'?: (_mayfly_functions_v1_FunctionCodeLocation | null);
  'tags'?: ({[key: string]: string});
  'stored_code'?: (_mayfly_functions_v1_PackageReference | null);
  'concurrency'?: (_mayfly_functions_v1_Concurrency | null);
}

export interface GetFunctionResponse__Output {
  'configuration': (_mayfly_functions_v1_FunctionConfiguration__Output | null);
  'code': (_mayfly_functions_v1_FunctionCodeLocation__Output | null);
  'tags': ({[key: string]: string});
  'stored_code': (_mayfly_functions_v1_PackageReference__Output | null);
  'concurrency': (_mayfly_functions_v1_Concurrency__Output | null);
}

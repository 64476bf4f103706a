// Original file: proto/mayfly/functions/v1/feed.proto

import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from '../../../mayfly/functions/v1/FunctionIdentity.ts';
import type { PackageReference as _mayfly_functions_v1_PackageReference, PackageReference__Output as _mayfly_functions_v1_PackageReference__Output } from '../../../mayfly/functions/v1/PackageReference.ts';
import type { Long } from '@grpc/proto-loader';

export interface FunctionSpec {
  'identity'?: (_mayfly_functions_v1_FunctionIdentity | null);
  'generation'?: (number | string | Long);
  'runtime'?: (string);
  'handler'?: (string);
  'role'?: (string);
  'timeout_seconds'?: (number);
  'memory_mib'?: (number);
  'ephemeral_mib'?: (number);
  'variables'?: ({[key: string]: string});
  'code'?: (_mayfly_functions_v1_PackageReference | null);
  'architecture'?: (string);
  'log_group'?: (string);
  'log_format'?: (string);
  'application_log_level'?: (string);
  'system_log_level'?: (string);
  'layers'?: (_mayfly_functions_v1_PackageReference)[];
}

export interface FunctionSpec__Output {
  'identity': (_mayfly_functions_v1_FunctionIdentity__Output | null);
  'generation': (number);
  'runtime': (string);
  'handler': (string);
  'role': (string);
  'timeout_seconds': (number);
  'memory_mib': (number);
  'ephemeral_mib': (number);
  'variables': ({[key: string]: string});
  'code': (_mayfly_functions_v1_PackageReference__Output | null);
  'architecture': (string);
  'log_group': (string);
  'log_format': (string);
  'application_log_level': (string);
  'system_log_level': (string);
  'layers': (_mayfly_functions_v1_PackageReference__Output)[];
}

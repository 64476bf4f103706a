// Original file: proto/mayfly/functions/v1/versions.proto

import type { AliasRoutingConfiguration as _mayfly_functions_v1_AliasRoutingConfiguration, AliasRoutingConfiguration__Output as _mayfly_functions_v1_AliasRoutingConfiguration__Output } from '../../../mayfly/functions/v1/AliasRoutingConfiguration.ts';

export interface CreateAliasRequest {
  'function_name'?: (string);
  'name'?: (string);
  'function_version'?: (string);
  'description'?: (string);
  'routing_config'?: (_mayfly_functions_v1_AliasRoutingConfiguration | null);
  '_description'?: "description";
}

export interface CreateAliasRequest__Output {
  'function_name': (string);
  'name': (string);
  'function_version': (string);
  'description'?: (string);
  'routing_config': (_mayfly_functions_v1_AliasRoutingConfiguration__Output | null);
  '_description'?: "description";
}

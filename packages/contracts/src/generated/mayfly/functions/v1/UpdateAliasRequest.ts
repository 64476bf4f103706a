// Original file: proto/mayfly/functions/v1/versions.proto

import type { AliasRoutingConfiguration as _mayfly_functions_v1_AliasRoutingConfiguration, AliasRoutingConfiguration__Output as _mayfly_functions_v1_AliasRoutingConfiguration__Output } from '../../../mayfly/functions/v1/AliasRoutingConfiguration.ts';

export interface UpdateAliasRequest {
  'function_name'?: (string);
  'name'?: (string);
  'function_version'?: (string);
  'description'?: (string);
  'routing_config'?: (_mayfly_functions_v1_AliasRoutingConfiguration | null);
  'revision_id'?: (string);
  '_function_version'?: "function_version";
  '_description'?: "description";
  '_revision_id'?: "revision_id";
}

export interface UpdateAliasRequest__Output {
  'function_name': (string);
  'name': (string);
  'function_version'?: (string);
  'description'?: (string);
  'routing_config': (_mayfly_functions_v1_AliasRoutingConfiguration__Output | null);
  'revision_id'?: (string);
  '_function_version'?: "function_version";
  '_description'?: "description";
  '_revision_id'?: "revision_id";
}

// Original file: proto/mayfly/functions/v1/versions.proto

import type { AliasRoutingConfiguration as _mayfly_functions_v1_AliasRoutingConfiguration, AliasRoutingConfiguration__Output as _mayfly_functions_v1_AliasRoutingConfiguration__Output } from '../../../mayfly/functions/v1/AliasRoutingConfiguration.ts';

export interface AliasConfiguration {
  'alias_arn'?: (string);
  'name'?: (string);
  'function_version'?: (string);
  'description'?: (string);
  'routing_config'?: (_mayfly_functions_v1_AliasRoutingConfiguration | null);
  'revision_id'?: (string);
}

export interface AliasConfiguration__Output {
  'alias_arn': (string);
  'name': (string);
  'function_version': (string);
  'description': (string);
  'routing_config': (_mayfly_functions_v1_AliasRoutingConfiguration__Output | null);
  'revision_id': (string);
}

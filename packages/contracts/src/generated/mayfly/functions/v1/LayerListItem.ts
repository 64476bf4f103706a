// Original file: proto/mayfly/functions/v1/layers.proto

import type { LayerVersion as _mayfly_functions_v1_LayerVersion, LayerVersion__Output as _mayfly_functions_v1_LayerVersion__Output } from '../../../mayfly/functions/v1/LayerVersion.ts';

export interface LayerListItem {
  'layer_name'?: (string);
  'layer_arn'?: (string);
  'latest_matching_version'?: (_mayfly_functions_v1_LayerVersion | null);
}

export interface LayerListItem__Output {
  'layer_name': (string);
  'layer_arn': (string);
  'latest_matching_version': (_mayfly_functions_v1_LayerVersion__Output | null);
}

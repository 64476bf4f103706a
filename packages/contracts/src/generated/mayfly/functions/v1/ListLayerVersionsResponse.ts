// Original file: proto/mayfly/functions/v1/layers.proto

import type { LayerVersion as _mayfly_functions_v1_LayerVersion, LayerVersion__Output as _mayfly_functions_v1_LayerVersion__Output } from '../../../mayfly/functions/v1/LayerVersion.ts';

export interface ListLayerVersionsResponse {
  'next_marker'?: (string);
  'layer_versions'?: (_mayfly_functions_v1_LayerVersion)[];
  '_next_marker'?: "next_marker";
}

export interface ListLayerVersionsResponse__Output {
  'next_marker'?: (string);
  'layer_versions': (_mayfly_functions_v1_LayerVersion__Output)[];
  '_next_marker'?: "next_marker";
}

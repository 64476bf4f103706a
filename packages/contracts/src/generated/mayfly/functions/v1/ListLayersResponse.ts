// Original file: proto/mayfly/functions/v1/layers.proto

import type { LayerListItem as _mayfly_functions_v1_LayerListItem, LayerListItem__Output as _mayfly_functions_v1_LayerListItem__Output } from '../../../mayfly/functions/v1/LayerListItem.ts';

export interface ListLayersResponse {
  'next_marker'?: (string);
  'layers'?: (_mayfly_functions_v1_LayerListItem)[];
  '_next_marker'?: "next_marker";
}

export interface ListLayersResponse__Output {
  'next_marker'?: (string);
  'layers': (_mayfly_functions_v1_LayerListItem__Output)[];
  '_next_marker'?: "next_marker";
}

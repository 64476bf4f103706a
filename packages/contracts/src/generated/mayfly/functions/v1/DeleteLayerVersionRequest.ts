// Original file: proto/mayfly/functions/v1/layers.proto

import type { Long } from '@grpc/proto-loader';

export interface DeleteLayerVersionRequest {
  'layer_name'?: (string);
  'version_number'?: (number | string | Long);
}

export interface DeleteLayerVersionRequest__Output {
  'layer_name': (string);
  'version_number': (number);
}

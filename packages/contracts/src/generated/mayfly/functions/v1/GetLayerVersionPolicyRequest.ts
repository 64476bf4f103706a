// Original file: proto/mayfly/functions/v1/permissions.proto

import type { Long } from '@grpc/proto-loader';

export interface GetLayerVersionPolicyRequest {
  'layer_name'?: (string);
  'version_number'?: (number | string | Long);
}

export interface GetLayerVersionPolicyRequest__Output {
  'layer_name': (string);
  'version_number': (number);
}

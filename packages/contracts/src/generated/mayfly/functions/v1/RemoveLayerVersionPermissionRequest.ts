// Original file: proto/mayfly/functions/v1/permissions.proto

import type { Long } from '@grpc/proto-loader';

export interface RemoveLayerVersionPermissionRequest {
  'layer_name'?: (string);
  'version_number'?: (number | string | Long);
  'statement_id'?: (string);
  'revision_id'?: (string);
  '_revision_id'?: "revision_id";
}

export interface RemoveLayerVersionPermissionRequest__Output {
  'layer_name': (string);
  'version_number': (number);
  'statement_id': (string);
  'revision_id'?: (string);
  '_revision_id'?: "revision_id";
}

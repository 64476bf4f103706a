// Original file: proto/mayfly/functions/v1/permissions.proto

import type { Long } from '@grpc/proto-loader';

export interface AddLayerVersionPermissionRequest {
  'layer_name'?: (string);
  'version_number'?: (number | string | Long);
  'statement_id'?: (string);
  'action'?: (string);
  'principal'?: (string);
  'organization_id'?: (string);
  'revision_id'?: (string);
  '_organization_id'?: "organization_id";
  '_revision_id'?: "revision_id";
}

export interface AddLayerVersionPermissionRequest__Output {
  'layer_name': (string);
  'version_number': (number);
  'statement_id': (string);
  'action': (string);
  'principal': (string);
  'organization_id'?: (string);
  'revision_id'?: (string);
  '_organization_id'?: "organization_id";
  '_revision_id'?: "revision_id";
}

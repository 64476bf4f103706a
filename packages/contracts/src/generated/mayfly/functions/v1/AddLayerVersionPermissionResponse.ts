// Original file: proto/mayfly/functions/v1/permissions.proto


export interface AddLayerVersionPermissionResponse {
  'statement'?: (string);
  'revision_id'?: (string);
}

export interface AddLayerVersionPermissionResponse__Output {
  'statement': (string);
  'revision_id': (string);
}

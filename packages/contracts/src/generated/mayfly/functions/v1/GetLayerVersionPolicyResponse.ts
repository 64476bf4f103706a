// Original file: proto/mayfly/functions/v1/permissions.proto


export interface GetLayerVersionPolicyResponse {
  'policy'?: (string);
  'revision_id'?: (string);
}

export interface GetLayerVersionPolicyResponse__Output {
  'policy': (string);
  'revision_id': (string);
}

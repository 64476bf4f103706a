// Original file: proto/mayfly/functions/v1/permissions.proto


export interface PutResourcePolicyResponse {
  'policy'?: (string);
  'revision_id'?: (string);
}

export interface PutResourcePolicyResponse__Output {
  'policy': (string);
  'revision_id': (string);
}

// Original file: proto/mayfly/functions/v1/permissions.proto


export interface GetResourcePolicyResponse {
  'policy'?: (string);
  'revision_id'?: (string);
}

export interface GetResourcePolicyResponse__Output {
  'policy': (string);
  'revision_id': (string);
}

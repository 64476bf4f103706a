// Original file: proto/mayfly/functions/v1/permissions.proto


export interface GetPolicyResponse {
  'policy'?: (string);
  'revision_id'?: (string);
}

export interface GetPolicyResponse__Output {
  'policy': (string);
  'revision_id': (string);
}

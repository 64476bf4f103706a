// Original file: proto/mayfly/functions/v1/permissions.proto


export interface PutResourcePolicyRequest {
  'resource_arn'?: (string);
  'policy'?: (string);
  'revision_id'?: (string);
  '_revision_id'?: "revision_id";
}

export interface PutResourcePolicyRequest__Output {
  'resource_arn': (string);
  'policy': (string);
  'revision_id'?: (string);
  '_revision_id'?: "revision_id";
}

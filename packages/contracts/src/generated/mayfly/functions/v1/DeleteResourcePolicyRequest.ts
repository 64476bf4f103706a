// Original file: proto/mayfly/functions/v1/permissions.proto


export interface DeleteResourcePolicyRequest {
  'resource_arn'?: (string);
  'revision_id'?: (string);
  '_revision_id'?: "revision_id";
}

export interface DeleteResourcePolicyRequest__Output {
  'resource_arn': (string);
  'revision_id'?: (string);
  '_revision_id'?: "revision_id";
}

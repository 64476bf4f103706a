// Original file: proto/mayfly/functions/v1/permissions.proto


export interface GetResourcePolicyRequest {
  'resource_arn'?: (string);
}

export interface GetResourcePolicyRequest__Output {
  'resource_arn': (string);
}

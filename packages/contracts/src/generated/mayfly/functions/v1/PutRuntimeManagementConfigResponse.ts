// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface PutRuntimeManagementConfigResponse {
  'update_runtime_on'?: (string);
  'function_arn'?: (string);
  'runtime_version_arn'?: (string);
  '_runtime_version_arn'?: "runtime_version_arn";
}

export interface PutRuntimeManagementConfigResponse__Output {
  'update_runtime_on': (string);
  'function_arn': (string);
  'runtime_version_arn'?: (string);
  '_runtime_version_arn'?: "runtime_version_arn";
}

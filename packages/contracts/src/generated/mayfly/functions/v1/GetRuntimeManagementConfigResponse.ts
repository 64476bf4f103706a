// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface GetRuntimeManagementConfigResponse {
  'update_runtime_on'?: (string);
  'runtime_version_arn'?: (string);
  'function_arn'?: (string);
  '_runtime_version_arn'?: "runtime_version_arn";
}

export interface GetRuntimeManagementConfigResponse__Output {
  'update_runtime_on': (string);
  'runtime_version_arn'?: (string);
  'function_arn': (string);
  '_runtime_version_arn'?: "runtime_version_arn";
}

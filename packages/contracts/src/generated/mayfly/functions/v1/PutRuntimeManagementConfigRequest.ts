// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface PutRuntimeManagementConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'update_runtime_on'?: (string);
  'runtime_version_arn'?: (string);
  '_qualifier'?: "qualifier";
  '_runtime_version_arn'?: "runtime_version_arn";
}

export interface PutRuntimeManagementConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  'update_runtime_on': (string);
  'runtime_version_arn'?: (string);
  '_qualifier'?: "qualifier";
  '_runtime_version_arn'?: "runtime_version_arn";
}

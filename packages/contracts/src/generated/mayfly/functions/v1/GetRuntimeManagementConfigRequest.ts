// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface GetRuntimeManagementConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

export interface GetRuntimeManagementConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

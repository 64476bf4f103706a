// Original file: proto/mayfly/functions/v1/versions.proto


export interface DeleteAliasRequest {
  'function_name'?: (string);
  'name'?: (string);
}

export interface DeleteAliasRequest__Output {
  'function_name': (string);
  'name': (string);
}

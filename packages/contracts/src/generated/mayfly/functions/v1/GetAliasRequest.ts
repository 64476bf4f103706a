// Original file: proto/mayfly/functions/v1/versions.proto


export interface GetAliasRequest {
  'function_name'?: (string);
  'name'?: (string);
}

export interface GetAliasRequest__Output {
  'function_name': (string);
  'name': (string);
}

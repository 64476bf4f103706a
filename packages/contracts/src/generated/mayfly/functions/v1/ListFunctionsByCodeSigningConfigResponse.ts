// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface ListFunctionsByCodeSigningConfigResponse {
  'next_marker'?: (string);
  'function_arns'?: (string)[];
  '_next_marker'?: "next_marker";
}

export interface ListFunctionsByCodeSigningConfigResponse__Output {
  'next_marker'?: (string);
  'function_arns': (string)[];
  '_next_marker'?: "next_marker";
}

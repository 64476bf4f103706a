// Original file: proto/mayfly/functions/v1/function_urls.proto


export interface DeleteFunctionUrlConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

export interface DeleteFunctionUrlConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

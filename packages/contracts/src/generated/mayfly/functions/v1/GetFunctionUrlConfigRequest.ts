// Original file: proto/mayfly/functions/v1/function_urls.proto


export interface GetFunctionUrlConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

export interface GetFunctionUrlConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

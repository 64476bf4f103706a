// Original file: proto/mayfly/functions/v1/functions.proto


export interface GetFunctionRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

export interface GetFunctionRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

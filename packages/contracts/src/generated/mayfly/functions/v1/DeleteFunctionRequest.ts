// Original file: proto/mayfly/functions/v1/functions.proto


export interface DeleteFunctionRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

export interface DeleteFunctionRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

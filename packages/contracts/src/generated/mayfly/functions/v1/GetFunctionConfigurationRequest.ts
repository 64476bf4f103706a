// Original file: proto/mayfly/functions/v1/functions.proto


export interface GetFunctionConfigurationRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

export interface GetFunctionConfigurationRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

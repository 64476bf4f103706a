// Original file: proto/mayfly/functions/v1/event_invoke.proto


export interface GetFunctionEventInvokeConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

export interface GetFunctionEventInvokeConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

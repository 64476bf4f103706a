// Original file: proto/mayfly/functions/v1/event_invoke.proto


export interface DeleteFunctionEventInvokeConfigRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

export interface DeleteFunctionEventInvokeConfigRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  '_qualifier'?: "qualifier";
}

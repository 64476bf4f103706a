// Original file: proto/mayfly/invocation/v1/invocation.proto


export interface InvokeError {
  'grpc_status'?: (number);
  'name'?: (string);
  'message'?: (string);
}

export interface InvokeError__Output {
  'grpc_status': (number);
  'name': (string);
  'message': (string);
}

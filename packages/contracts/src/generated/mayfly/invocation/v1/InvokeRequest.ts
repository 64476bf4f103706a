// Original file: proto/mayfly/invocation/v1/invocation.proto


export interface InvokeRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'invocation_type'?: (string);
  'log_type'?: (string);
  'payload'?: (Buffer | Uint8Array | string);
  'client_context'?: (string);
  'trace_header'?: (string);
  'correlation_id'?: (string);
  '_qualifier'?: "qualifier";
}

export interface InvokeRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  'invocation_type': (string);
  'log_type': (string);
  'payload': (Buffer);
  'client_context': (string);
  'trace_header': (string);
  'correlation_id': (string);
  '_qualifier'?: "qualifier";
}

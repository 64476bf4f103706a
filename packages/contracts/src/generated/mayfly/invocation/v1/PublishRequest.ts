// Original file: proto/mayfly/invocation/v1/invocation.proto


export interface PublishRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'payload'?: (Buffer | Uint8Array | string);
  'trace_header'?: (string);
  '_qualifier'?: "qualifier";
}

export interface PublishRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  'payload': (Buffer);
  'trace_header': (string);
  '_qualifier'?: "qualifier";
}

// Original file: proto/mayfly/agent/v1/agent.proto


export interface AnswerEnd {
  'function_error'?: (string);
  'stream_error_type'?: (string);
  'stream_error_body'?: (string);
}

export interface AnswerEnd__Output {
  'function_error': (string);
  'stream_error_type': (string);
  'stream_error_body': (string);
}

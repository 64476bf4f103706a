// Original file: proto/mayfly/agent/v1/agent.proto


export interface AnswerHead {
  'content_type'?: (string);
  'streaming'?: (boolean);
}

export interface AnswerHead__Output {
  'content_type': (string);
  'streaming': (boolean);
}

// Original file: proto/mayfly/agent/v1/agent.proto


export interface RetireReply {
  'environments'?: (number);
}

export interface RetireReply__Output {
  'environments': (number);
}

// Original file: proto/mayfly/agent/v1/agent.proto


export interface HolderHeartbeat {
  'holder_id'?: (string);
}

export interface HolderHeartbeat__Output {
  'holder_id': (string);
}

// Original file: proto/mayfly/agent/v1/agent.proto

import type { InvokeStart as _mayfly_agent_v1_InvokeStart, InvokeStart__Output as _mayfly_agent_v1_InvokeStart__Output } from '../../../mayfly/agent/v1/InvokeStart.ts';
import type { Long } from '@grpc/proto-loader';

export interface InvokerFrame {
  'invoke'?: (_mayfly_agent_v1_InvokeStart | null);
  'chunk'?: (Buffer | Uint8Array | string);
  'credit_bytes'?: (number | string | Long);
}

export interface InvokerFrame__Output {
  'invoke': (_mayfly_agent_v1_InvokeStart__Output | null);
  'chunk': (Buffer);
  'credit_bytes': (number);
}

// Original file: proto/mayfly/agent/v1/agent.proto

import type { AnswerHead as _mayfly_agent_v1_AnswerHead, AnswerHead__Output as _mayfly_agent_v1_AnswerHead__Output } from '../../../mayfly/agent/v1/AnswerHead.ts';
import type { AnswerEnd as _mayfly_agent_v1_AnswerEnd, AnswerEnd__Output as _mayfly_agent_v1_AnswerEnd__Output } from '../../../mayfly/agent/v1/AnswerEnd.ts';
import type { InvocationDone as _mayfly_agent_v1_InvocationDone, InvocationDone__Output as _mayfly_agent_v1_InvocationDone__Output } from '../../../mayfly/agent/v1/InvocationDone.ts';

export interface AgentFrame {
  'accepted'?: (boolean);
  'refused'?: (string);
  'head'?: (_mayfly_agent_v1_AnswerHead | null);
  'chunk'?: (Buffer | Uint8Array | string);
  'end'?: (_mayfly_agent_v1_AnswerEnd | null);
  'done'?: (_mayfly_agent_v1_InvocationDone | null);
}

export interface AgentFrame__Output {
  'accepted': (boolean);
  'refused': (string);
  'head': (_mayfly_agent_v1_AnswerHead__Output | null);
  'chunk': (Buffer);
  'end': (_mayfly_agent_v1_AnswerEnd__Output | null);
  'done': (_mayfly_agent_v1_InvocationDone__Output | null);
}

// Original file: proto/mayfly/invocation/v1/invocation.proto

import type { StreamHead as _mayfly_invocation_v1_StreamHead, StreamHead__Output as _mayfly_invocation_v1_StreamHead__Output } from '../../../mayfly/invocation/v1/StreamHead.ts';
import type { StreamComplete as _mayfly_invocation_v1_StreamComplete, StreamComplete__Output as _mayfly_invocation_v1_StreamComplete__Output } from '../../../mayfly/invocation/v1/StreamComplete.ts';

export interface InvokeStreamResponse {
  'head'?: (_mayfly_invocation_v1_StreamHead | null);
  'payload_chunk'?: (Buffer | Uint8Array | string);
  'complete'?: (_mayfly_invocation_v1_StreamComplete | null);
  'event'?: "head"|"payload_chunk"|"complete";
}

export interface InvokeStreamResponse__Output {
  'head'?: (_mayfly_invocation_v1_StreamHead__Output | null);
  'payload_chunk'?: (Buffer);
  'complete'?: (_mayfly_invocation_v1_StreamComplete__Output | null);
  'event'?: "head"|"payload_chunk"|"complete";
}

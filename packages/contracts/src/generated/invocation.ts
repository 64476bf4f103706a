import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { InvocationClient as _mayfly_invocation_v1_InvocationClient, InvocationDefinition as _mayfly_invocation_v1_InvocationDefinition } from './mayfly/invocation/v1/Invocation.ts';
import type { InvokeError as _mayfly_invocation_v1_InvokeError, InvokeError__Output as _mayfly_invocation_v1_InvokeError__Output } from './mayfly/invocation/v1/InvokeError.ts';
import type { InvokeRequest as _mayfly_invocation_v1_InvokeRequest, InvokeRequest__Output as _mayfly_invocation_v1_InvokeRequest__Output } from './mayfly/invocation/v1/InvokeRequest.ts';
import type { InvokeResponse as _mayfly_invocation_v1_InvokeResponse, InvokeResponse__Output as _mayfly_invocation_v1_InvokeResponse__Output } from './mayfly/invocation/v1/InvokeResponse.ts';
import type { InvokeStreamResponse as _mayfly_invocation_v1_InvokeStreamResponse, InvokeStreamResponse__Output as _mayfly_invocation_v1_InvokeStreamResponse__Output } from './mayfly/invocation/v1/InvokeStreamResponse.ts';
import type { PublishRequest as _mayfly_invocation_v1_PublishRequest, PublishRequest__Output as _mayfly_invocation_v1_PublishRequest__Output } from './mayfly/invocation/v1/PublishRequest.ts';
import type { PublishResponse as _mayfly_invocation_v1_PublishResponse, PublishResponse__Output as _mayfly_invocation_v1_PublishResponse__Output } from './mayfly/invocation/v1/PublishResponse.ts';
import type { StreamComplete as _mayfly_invocation_v1_StreamComplete, StreamComplete__Output as _mayfly_invocation_v1_StreamComplete__Output } from './mayfly/invocation/v1/StreamComplete.ts';
import type { StreamHead as _mayfly_invocation_v1_StreamHead, StreamHead__Output as _mayfly_invocation_v1_StreamHead__Output } from './mayfly/invocation/v1/StreamHead.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  mayfly: {
    invocation: {
      v1: {
        Invocation: SubtypeConstructor<typeof grpc.Client, _mayfly_invocation_v1_InvocationClient> & { service: _mayfly_invocation_v1_InvocationDefinition }
        InvokeError: MessageTypeDefinition<_mayfly_invocation_v1_InvokeError, _mayfly_invocation_v1_InvokeError__Output>
        InvokeRequest: MessageTypeDefinition<_mayfly_invocation_v1_InvokeRequest, _mayfly_invocation_v1_InvokeRequest__Output>
        InvokeResponse: MessageTypeDefinition<_mayfly_invocation_v1_InvokeResponse, _mayfly_invocation_v1_InvokeResponse__Output>
        InvokeStreamResponse: MessageTypeDefinition<_mayfly_invocation_v1_InvokeStreamResponse, _mayfly_invocation_v1_InvokeStreamResponse__Output>
        PublishRequest: MessageTypeDefinition<_mayfly_invocation_v1_PublishRequest, _mayfly_invocation_v1_PublishRequest__Output>
        PublishResponse: MessageTypeDefinition<_mayfly_invocation_v1_PublishResponse, _mayfly_invocation_v1_PublishResponse__Output>
        StreamComplete: MessageTypeDefinition<_mayfly_invocation_v1_StreamComplete, _mayfly_invocation_v1_StreamComplete__Output>
        StreamHead: MessageTypeDefinition<_mayfly_invocation_v1_StreamHead, _mayfly_invocation_v1_StreamHead__Output>
      }
    }
  }
}


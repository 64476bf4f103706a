// Original file: proto/mayfly/invocation/v1/invocation.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { InvokeRequest as _mayfly_invocation_v1_InvokeRequest, InvokeRequest__Output as _mayfly_invocation_v1_InvokeRequest__Output } from '../../../mayfly/invocation/v1/InvokeRequest.ts';
import type { InvokeResponse as _mayfly_invocation_v1_InvokeResponse, InvokeResponse__Output as _mayfly_invocation_v1_InvokeResponse__Output } from '../../../mayfly/invocation/v1/InvokeResponse.ts';
import type { InvokeStreamResponse as _mayfly_invocation_v1_InvokeStreamResponse, InvokeStreamResponse__Output as _mayfly_invocation_v1_InvokeStreamResponse__Output } from '../../../mayfly/invocation/v1/InvokeStreamResponse.ts';
import type { PublishRequest as _mayfly_invocation_v1_PublishRequest, PublishRequest__Output as _mayfly_invocation_v1_PublishRequest__Output } from '../../../mayfly/invocation/v1/PublishRequest.ts';
import type { PublishResponse as _mayfly_invocation_v1_PublishResponse, PublishResponse__Output as _mayfly_invocation_v1_PublishResponse__Output } from '../../../mayfly/invocation/v1/PublishResponse.ts';

export interface InvocationClient extends grpc.Client {
  Invoke(argument: _mayfly_invocation_v1_InvokeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_invocation_v1_InvokeResponse__Output>): grpc.ClientUnaryCall;
  Invoke(argument: _mayfly_invocation_v1_InvokeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_invocation_v1_InvokeResponse__Output>): grpc.ClientUnaryCall;
  Invoke(argument: _mayfly_invocation_v1_InvokeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_invocation_v1_InvokeResponse__Output>): grpc.ClientUnaryCall;
  Invoke(argument: _mayfly_invocation_v1_InvokeRequest, callback: grpc.requestCallback<_mayfly_invocation_v1_InvokeResponse__Output>): grpc.ClientUnaryCall;
  invoke(argument: _mayfly_invocation_v1_InvokeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_invocation_v1_InvokeResponse__Output>): grpc.ClientUnaryCall;
  invoke(argument: _mayfly_invocation_v1_InvokeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_invocation_v1_InvokeResponse__Output>): grpc.ClientUnaryCall;
  invoke(argument: _mayfly_invocation_v1_InvokeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_invocation_v1_InvokeResponse__Output>): grpc.ClientUnaryCall;
  invoke(argument: _mayfly_invocation_v1_InvokeRequest, callback: grpc.requestCallback<_mayfly_invocation_v1_InvokeResponse__Output>): grpc.ClientUnaryCall;
  
  InvokeMany(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_invocation_v1_InvokeRequest, _mayfly_invocation_v1_InvokeResponse__Output>;
  InvokeMany(options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_invocation_v1_InvokeRequest, _mayfly_invocation_v1_InvokeResponse__Output>;
  invokeMany(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_invocation_v1_InvokeRequest, _mayfly_invocation_v1_InvokeResponse__Output>;
  invokeMany(options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_invocation_v1_InvokeRequest, _mayfly_invocation_v1_InvokeResponse__Output>;
  
  InvokeWithResponseStream(argument: _mayfly_invocation_v1_InvokeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_invocation_v1_InvokeStreamResponse__Output>;
  InvokeWithResponseStream(argument: _mayfly_invocation_v1_InvokeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_invocation_v1_InvokeStreamResponse__Output>;
  invokeWithResponseStream(argument: _mayfly_invocation_v1_InvokeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_invocation_v1_InvokeStreamResponse__Output>;
  invokeWithResponseStream(argument: _mayfly_invocation_v1_InvokeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_invocation_v1_InvokeStreamResponse__Output>;
  
  Publish(argument: _mayfly_invocation_v1_PublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_invocation_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  Publish(argument: _mayfly_invocation_v1_PublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_invocation_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  Publish(argument: _mayfly_invocation_v1_PublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_invocation_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  Publish(argument: _mayfly_invocation_v1_PublishRequest, callback: grpc.requestCallback<_mayfly_invocation_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  publish(argument: _mayfly_invocation_v1_PublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_invocation_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  publish(argument: _mayfly_invocation_v1_PublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_invocation_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  publish(argument: _mayfly_invocation_v1_PublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_invocation_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  publish(argument: _mayfly_invocation_v1_PublishRequest, callback: grpc.requestCallback<_mayfly_invocation_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface InvocationHandlers extends grpc.UntypedServiceImplementation {
  Invoke: grpc.handleUnaryCall<_mayfly_invocation_v1_InvokeRequest__Output, _mayfly_invocation_v1_InvokeResponse>;
  
  InvokeMany: grpc.handleBidiStreamingCall<_mayfly_invocation_v1_InvokeRequest__Output, _mayfly_invocation_v1_InvokeResponse>;
  
  InvokeWithResponseStream: grpc.handleServerStreamingCall<_mayfly_invocation_v1_InvokeRequest__Output, _mayfly_invocation_v1_InvokeStreamResponse>;
  
  Publish: grpc.handleUnaryCall<_mayfly_invocation_v1_PublishRequest__Output, _mayfly_invocation_v1_PublishResponse>;
  
}

export interface InvocationDefinition extends grpc.ServiceDefinition {
  Invoke: MethodDefinition<_mayfly_invocation_v1_InvokeRequest, _mayfly_invocation_v1_InvokeResponse, _mayfly_invocation_v1_InvokeRequest__Output, _mayfly_invocation_v1_InvokeResponse__Output>
  InvokeMany: MethodDefinition<_mayfly_invocation_v1_InvokeRequest, _mayfly_invocation_v1_InvokeResponse, _mayfly_invocation_v1_InvokeRequest__Output, _mayfly_invocation_v1_InvokeResponse__Output>
  InvokeWithResponseStream: MethodDefinition<_mayfly_invocation_v1_InvokeRequest, _mayfly_invocation_v1_InvokeStreamResponse, _mayfly_invocation_v1_InvokeRequest__Output, _mayfly_invocation_v1_InvokeStreamResponse__Output>
  Publish: MethodDefinition<_mayfly_invocation_v1_PublishRequest, _mayfly_invocation_v1_PublishResponse, _mayfly_invocation_v1_PublishRequest__Output, _mayfly_invocation_v1_PublishResponse__Output>
}

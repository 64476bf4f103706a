// Original file: proto/mayfly/functions/v1/feed.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { WatchRequest as _mayfly_functions_v1_WatchRequest, WatchRequest__Output as _mayfly_functions_v1_WatchRequest__Output } from '../../../mayfly/functions/v1/WatchRequest.ts';
import type { WatchResponse as _mayfly_functions_v1_WatchResponse, WatchResponse__Output as _mayfly_functions_v1_WatchResponse__Output } from '../../../mayfly/functions/v1/WatchResponse.ts';

export interface FunctionFeedClient extends grpc.Client {
  Watch(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse__Output>;
  Watch(options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse__Output>;
  watch(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse__Output>;
  watch(options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse__Output>;
  
}

export interface FunctionFeedHandlers extends grpc.UntypedServiceImplementation {
  Watch: grpc.handleBidiStreamingCall<_mayfly_functions_v1_WatchRequest__Output, _mayfly_functions_v1_WatchResponse>;
  
}

export interface FunctionFeedDefinition extends grpc.ServiceDefinition {
  Watch: MethodDefinition<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse, _mayfly_functions_v1_WatchRequest__Output, _mayfly_functions_v1_WatchResponse__Output>
}

// Original file: proto/mayfly/functions/v1/feed.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ReportMappingResultRequest as _mayfly_functions_v1_ReportMappingResultRequest, ReportMappingResultRequest__Output as _mayfly_functions_v1_ReportMappingResultRequest__Output } from '../../../mayfly/functions/v1/ReportMappingResultRequest.ts';
import type { ReportMappingResultResponse as _mayfly_functions_v1_ReportMappingResultResponse, ReportMappingResultResponse__Output as _mayfly_functions_v1_ReportMappingResultResponse__Output } from '../../../mayfly/functions/v1/ReportMappingResultResponse.ts';
import type { WatchRequest as _mayfly_functions_v1_WatchRequest, WatchRequest__Output as _mayfly_functions_v1_WatchRequest__Output } from '../../../mayfly/functions/v1/WatchRequest.ts';
import type { WatchResponse as _mayfly_functions_v1_WatchResponse, WatchResponse__Output as _mayfly_functions_v1_WatchResponse__Output } from '../../../mayfly/functions/v1/WatchResponse.ts';

export interface FunctionFeedClient extends grpc.Client {
  ReportMappingResult(argument: _mayfly_functions_v1_ReportMappingResultRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ReportMappingResultResponse__Output>): grpc.ClientUnaryCall;
  ReportMappingResult(argument: _mayfly_functions_v1_ReportMappingResultRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ReportMappingResultResponse__Output>): grpc.ClientUnaryCall;
  ReportMappingResult(argument: _mayfly_functions_v1_ReportMappingResultRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ReportMappingResultResponse__Output>): grpc.ClientUnaryCall;
  ReportMappingResult(argument: _mayfly_functions_v1_ReportMappingResultRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ReportMappingResultResponse__Output>): grpc.ClientUnaryCall;
  reportMappingResult(argument: _mayfly_functions_v1_ReportMappingResultRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ReportMappingResultResponse__Output>): grpc.ClientUnaryCall;
  reportMappingResult(argument: _mayfly_functions_v1_ReportMappingResultRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ReportMappingResultResponse__Output>): grpc.ClientUnaryCall;
  reportMappingResult(argument: _mayfly_functions_v1_ReportMappingResultRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ReportMappingResultResponse__Output>): grpc.ClientUnaryCall;
  reportMappingResult(argument: _mayfly_functions_v1_ReportMappingResultRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ReportMappingResultResponse__Output>): grpc.ClientUnaryCall;
  
  Watch(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse__Output>;
  Watch(options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse__Output>;
  watch(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse__Output>;
  watch(options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse__Output>;
  
}

export interface FunctionFeedHandlers extends grpc.UntypedServiceImplementation {
  ReportMappingResult: grpc.handleUnaryCall<_mayfly_functions_v1_ReportMappingResultRequest__Output, _mayfly_functions_v1_ReportMappingResultResponse>;
  
  Watch: grpc.handleBidiStreamingCall<_mayfly_functions_v1_WatchRequest__Output, _mayfly_functions_v1_WatchResponse>;
  
}

export interface FunctionFeedDefinition extends grpc.ServiceDefinition {
  ReportMappingResult: MethodDefinition<_mayfly_functions_v1_ReportMappingResultRequest, _mayfly_functions_v1_ReportMappingResultResponse, _mayfly_functions_v1_ReportMappingResultRequest__Output, _mayfly_functions_v1_ReportMappingResultResponse__Output>
  Watch: MethodDefinition<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchResponse, _mayfly_functions_v1_WatchRequest__Output, _mayfly_functions_v1_WatchResponse__Output>
}

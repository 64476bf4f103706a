// Original file: proto/mayfly/agent/v1/agent.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AgentFrame as _mayfly_agent_v1_AgentFrame, AgentFrame__Output as _mayfly_agent_v1_AgentFrame__Output } from '../../../mayfly/agent/v1/AgentFrame.ts';
import type { AgentReport as _mayfly_agent_v1_AgentReport, AgentReport__Output as _mayfly_agent_v1_AgentReport__Output } from '../../../mayfly/agent/v1/AgentReport.ts';
import type { AgentReportReply as _mayfly_agent_v1_AgentReportReply, AgentReportReply__Output as _mayfly_agent_v1_AgentReportReply__Output } from '../../../mayfly/agent/v1/AgentReportReply.ts';
import type { HolderHeartbeat as _mayfly_agent_v1_HolderHeartbeat, HolderHeartbeat__Output as _mayfly_agent_v1_HolderHeartbeat__Output } from '../../../mayfly/agent/v1/HolderHeartbeat.ts';
import type { InvokerFrame as _mayfly_agent_v1_InvokerFrame, InvokerFrame__Output as _mayfly_agent_v1_InvokerFrame__Output } from '../../../mayfly/agent/v1/InvokerFrame.ts';
import type { PlaceReply as _mayfly_agent_v1_PlaceReply, PlaceReply__Output as _mayfly_agent_v1_PlaceReply__Output } from '../../../mayfly/agent/v1/PlaceReply.ts';
import type { PlaceRequest as _mayfly_agent_v1_PlaceRequest, PlaceRequest__Output as _mayfly_agent_v1_PlaceRequest__Output } from '../../../mayfly/agent/v1/PlaceRequest.ts';
import type { PrepareVersionReply as _mayfly_scheduler_v1_PrepareVersionReply, PrepareVersionReply__Output as _mayfly_scheduler_v1_PrepareVersionReply__Output } from '../../../mayfly/scheduler/v1/PrepareVersionReply.ts';
import type { PrepareVersionRequest as _mayfly_scheduler_v1_PrepareVersionRequest, PrepareVersionRequest__Output as _mayfly_scheduler_v1_PrepareVersionRequest__Output } from '../../../mayfly/scheduler/v1/PrepareVersionRequest.ts';
import type { RetireReply as _mayfly_agent_v1_RetireReply, RetireReply__Output as _mayfly_agent_v1_RetireReply__Output } from '../../../mayfly/agent/v1/RetireReply.ts';
import type { RetireRequest as _mayfly_agent_v1_RetireRequest, RetireRequest__Output as _mayfly_agent_v1_RetireRequest__Output } from '../../../mayfly/agent/v1/RetireRequest.ts';

export interface AgentClient extends grpc.Client {
  HolderAlive(argument: _mayfly_agent_v1_HolderHeartbeat, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  HolderAlive(argument: _mayfly_agent_v1_HolderHeartbeat, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  HolderAlive(argument: _mayfly_agent_v1_HolderHeartbeat, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  HolderAlive(argument: _mayfly_agent_v1_HolderHeartbeat, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  holderAlive(argument: _mayfly_agent_v1_HolderHeartbeat, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  holderAlive(argument: _mayfly_agent_v1_HolderHeartbeat, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  holderAlive(argument: _mayfly_agent_v1_HolderHeartbeat, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  holderAlive(argument: _mayfly_agent_v1_HolderHeartbeat, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  
  Invoke(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_agent_v1_InvokerFrame, _mayfly_agent_v1_AgentFrame__Output>;
  Invoke(options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_agent_v1_InvokerFrame, _mayfly_agent_v1_AgentFrame__Output>;
  invoke(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_agent_v1_InvokerFrame, _mayfly_agent_v1_AgentFrame__Output>;
  invoke(options?: grpc.CallOptions): grpc.ClientDuplexStream<_mayfly_agent_v1_InvokerFrame, _mayfly_agent_v1_AgentFrame__Output>;
  
  Place(argument: _mayfly_agent_v1_PlaceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_PlaceReply__Output>): grpc.ClientUnaryCall;
  Place(argument: _mayfly_agent_v1_PlaceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_agent_v1_PlaceReply__Output>): grpc.ClientUnaryCall;
  Place(argument: _mayfly_agent_v1_PlaceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_PlaceReply__Output>): grpc.ClientUnaryCall;
  Place(argument: _mayfly_agent_v1_PlaceRequest, callback: grpc.requestCallback<_mayfly_agent_v1_PlaceReply__Output>): grpc.ClientUnaryCall;
  place(argument: _mayfly_agent_v1_PlaceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_PlaceReply__Output>): grpc.ClientUnaryCall;
  place(argument: _mayfly_agent_v1_PlaceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_agent_v1_PlaceReply__Output>): grpc.ClientUnaryCall;
  place(argument: _mayfly_agent_v1_PlaceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_PlaceReply__Output>): grpc.ClientUnaryCall;
  place(argument: _mayfly_agent_v1_PlaceRequest, callback: grpc.requestCallback<_mayfly_agent_v1_PlaceReply__Output>): grpc.ClientUnaryCall;
  
  Prepare(argument: _mayfly_scheduler_v1_PrepareVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _mayfly_scheduler_v1_PrepareVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _mayfly_scheduler_v1_PrepareVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _mayfly_scheduler_v1_PrepareVersionRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  prepare(argument: _mayfly_scheduler_v1_PrepareVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  prepare(argument: _mayfly_scheduler_v1_PrepareVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  prepare(argument: _mayfly_scheduler_v1_PrepareVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  prepare(argument: _mayfly_scheduler_v1_PrepareVersionRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  
  Report(argument: _mayfly_agent_v1_AgentReport, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  Report(argument: _mayfly_agent_v1_AgentReport, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  Report(argument: _mayfly_agent_v1_AgentReport, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  Report(argument: _mayfly_agent_v1_AgentReport, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  report(argument: _mayfly_agent_v1_AgentReport, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  report(argument: _mayfly_agent_v1_AgentReport, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  report(argument: _mayfly_agent_v1_AgentReport, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  report(argument: _mayfly_agent_v1_AgentReport, callback: grpc.requestCallback<_mayfly_agent_v1_AgentReportReply__Output>): grpc.ClientUnaryCall;
  
  Retire(argument: _mayfly_agent_v1_RetireRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_RetireReply__Output>): grpc.ClientUnaryCall;
  Retire(argument: _mayfly_agent_v1_RetireRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_agent_v1_RetireReply__Output>): grpc.ClientUnaryCall;
  Retire(argument: _mayfly_agent_v1_RetireRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_RetireReply__Output>): grpc.ClientUnaryCall;
  Retire(argument: _mayfly_agent_v1_RetireRequest, callback: grpc.requestCallback<_mayfly_agent_v1_RetireReply__Output>): grpc.ClientUnaryCall;
  retire(argument: _mayfly_agent_v1_RetireRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_RetireReply__Output>): grpc.ClientUnaryCall;
  retire(argument: _mayfly_agent_v1_RetireRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_agent_v1_RetireReply__Output>): grpc.ClientUnaryCall;
  retire(argument: _mayfly_agent_v1_RetireRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_agent_v1_RetireReply__Output>): grpc.ClientUnaryCall;
  retire(argument: _mayfly_agent_v1_RetireRequest, callback: grpc.requestCallback<_mayfly_agent_v1_RetireReply__Output>): grpc.ClientUnaryCall;
  
}

export interface AgentHandlers extends grpc.UntypedServiceImplementation {
  HolderAlive: grpc.handleUnaryCall<_mayfly_agent_v1_HolderHeartbeat__Output, _mayfly_agent_v1_AgentReportReply>;
  
  Invoke: grpc.handleBidiStreamingCall<_mayfly_agent_v1_InvokerFrame__Output, _mayfly_agent_v1_AgentFrame>;
  
  Place: grpc.handleUnaryCall<_mayfly_agent_v1_PlaceRequest__Output, _mayfly_agent_v1_PlaceReply>;
  
  Prepare: grpc.handleUnaryCall<_mayfly_scheduler_v1_PrepareVersionRequest__Output, _mayfly_scheduler_v1_PrepareVersionReply>;
  
  Report: grpc.handleUnaryCall<_mayfly_agent_v1_AgentReport__Output, _mayfly_agent_v1_AgentReportReply>;
  
  Retire: grpc.handleUnaryCall<_mayfly_agent_v1_RetireRequest__Output, _mayfly_agent_v1_RetireReply>;
  
}

export interface AgentDefinition extends grpc.ServiceDefinition {
  HolderAlive: MethodDefinition<_mayfly_agent_v1_HolderHeartbeat, _mayfly_agent_v1_AgentReportReply, _mayfly_agent_v1_HolderHeartbeat__Output, _mayfly_agent_v1_AgentReportReply__Output>
  Invoke: MethodDefinition<_mayfly_agent_v1_InvokerFrame, _mayfly_agent_v1_AgentFrame, _mayfly_agent_v1_InvokerFrame__Output, _mayfly_agent_v1_AgentFrame__Output>
  Place: MethodDefinition<_mayfly_agent_v1_PlaceRequest, _mayfly_agent_v1_PlaceReply, _mayfly_agent_v1_PlaceRequest__Output, _mayfly_agent_v1_PlaceReply__Output>
  Prepare: MethodDefinition<_mayfly_scheduler_v1_PrepareVersionRequest, _mayfly_scheduler_v1_PrepareVersionReply, _mayfly_scheduler_v1_PrepareVersionRequest__Output, _mayfly_scheduler_v1_PrepareVersionReply__Output>
  Report: MethodDefinition<_mayfly_agent_v1_AgentReport, _mayfly_agent_v1_AgentReportReply, _mayfly_agent_v1_AgentReport__Output, _mayfly_agent_v1_AgentReportReply__Output>
  Retire: MethodDefinition<_mayfly_agent_v1_RetireRequest, _mayfly_agent_v1_RetireReply, _mayfly_agent_v1_RetireRequest__Output, _mayfly_agent_v1_RetireReply__Output>
}

// Original file: proto/mayfly/identity/v1/identity.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { IdentityBatch as _mayfly_identity_v1_IdentityBatch, IdentityBatch__Output as _mayfly_identity_v1_IdentityBatch__Output } from '../../../mayfly/identity/v1/IdentityBatch.ts';
import type { IssueRoleCredentialsReply as _mayfly_identity_v1_IssueRoleCredentialsReply, IssueRoleCredentialsReply__Output as _mayfly_identity_v1_IssueRoleCredentialsReply__Output } from '../../../mayfly/identity/v1/IssueRoleCredentialsReply.ts';
import type { IssueRoleCredentialsRequest as _mayfly_identity_v1_IssueRoleCredentialsRequest, IssueRoleCredentialsRequest__Output as _mayfly_identity_v1_IssueRoleCredentialsRequest__Output } from '../../../mayfly/identity/v1/IssueRoleCredentialsRequest.ts';
import type { PerformRequest as _mayfly_identity_v1_PerformRequest, PerformRequest__Output as _mayfly_identity_v1_PerformRequest__Output } from '../../../mayfly/identity/v1/PerformRequest.ts';
import type { PerformResponse as _mayfly_identity_v1_PerformResponse, PerformResponse__Output as _mayfly_identity_v1_PerformResponse__Output } from '../../../mayfly/identity/v1/PerformResponse.ts';
import type { WatchIdentitiesRequest as _mayfly_identity_v1_WatchIdentitiesRequest, WatchIdentitiesRequest__Output as _mayfly_identity_v1_WatchIdentitiesRequest__Output } from '../../../mayfly/identity/v1/WatchIdentitiesRequest.ts';

export interface IdentitiesClient extends grpc.Client {
  IssueRoleCredentials(argument: _mayfly_identity_v1_IssueRoleCredentialsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_identity_v1_IssueRoleCredentialsReply__Output>): grpc.ClientUnaryCall;
  IssueRoleCredentials(argument: _mayfly_identity_v1_IssueRoleCredentialsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_identity_v1_IssueRoleCredentialsReply__Output>): grpc.ClientUnaryCall;
  IssueRoleCredentials(argument: _mayfly_identity_v1_IssueRoleCredentialsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_identity_v1_IssueRoleCredentialsReply__Output>): grpc.ClientUnaryCall;
  IssueRoleCredentials(argument: _mayfly_identity_v1_IssueRoleCredentialsRequest, callback: grpc.requestCallback<_mayfly_identity_v1_IssueRoleCredentialsReply__Output>): grpc.ClientUnaryCall;
  issueRoleCredentials(argument: _mayfly_identity_v1_IssueRoleCredentialsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_identity_v1_IssueRoleCredentialsReply__Output>): grpc.ClientUnaryCall;
  issueRoleCredentials(argument: _mayfly_identity_v1_IssueRoleCredentialsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_identity_v1_IssueRoleCredentialsReply__Output>): grpc.ClientUnaryCall;
  issueRoleCredentials(argument: _mayfly_identity_v1_IssueRoleCredentialsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_identity_v1_IssueRoleCredentialsReply__Output>): grpc.ClientUnaryCall;
  issueRoleCredentials(argument: _mayfly_identity_v1_IssueRoleCredentialsRequest, callback: grpc.requestCallback<_mayfly_identity_v1_IssueRoleCredentialsReply__Output>): grpc.ClientUnaryCall;
  
  Perform(argument: _mayfly_identity_v1_PerformRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_identity_v1_PerformResponse__Output>): grpc.ClientUnaryCall;
  Perform(argument: _mayfly_identity_v1_PerformRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_identity_v1_PerformResponse__Output>): grpc.ClientUnaryCall;
  Perform(argument: _mayfly_identity_v1_PerformRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_identity_v1_PerformResponse__Output>): grpc.ClientUnaryCall;
  Perform(argument: _mayfly_identity_v1_PerformRequest, callback: grpc.requestCallback<_mayfly_identity_v1_PerformResponse__Output>): grpc.ClientUnaryCall;
  perform(argument: _mayfly_identity_v1_PerformRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_identity_v1_PerformResponse__Output>): grpc.ClientUnaryCall;
  perform(argument: _mayfly_identity_v1_PerformRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_identity_v1_PerformResponse__Output>): grpc.ClientUnaryCall;
  perform(argument: _mayfly_identity_v1_PerformRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_identity_v1_PerformResponse__Output>): grpc.ClientUnaryCall;
  perform(argument: _mayfly_identity_v1_PerformRequest, callback: grpc.requestCallback<_mayfly_identity_v1_PerformResponse__Output>): grpc.ClientUnaryCall;
  
  WatchIdentities(argument: _mayfly_identity_v1_WatchIdentitiesRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_identity_v1_IdentityBatch__Output>;
  WatchIdentities(argument: _mayfly_identity_v1_WatchIdentitiesRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_identity_v1_IdentityBatch__Output>;
  watchIdentities(argument: _mayfly_identity_v1_WatchIdentitiesRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_identity_v1_IdentityBatch__Output>;
  watchIdentities(argument: _mayfly_identity_v1_WatchIdentitiesRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_identity_v1_IdentityBatch__Output>;
  
}

export interface IdentitiesHandlers extends grpc.UntypedServiceImplementation {
  IssueRoleCredentials: grpc.handleUnaryCall<_mayfly_identity_v1_IssueRoleCredentialsRequest__Output, _mayfly_identity_v1_IssueRoleCredentialsReply>;
  
  Perform: grpc.handleUnaryCall<_mayfly_identity_v1_PerformRequest__Output, _mayfly_identity_v1_PerformResponse>;
  
  WatchIdentities: grpc.handleServerStreamingCall<_mayfly_identity_v1_WatchIdentitiesRequest__Output, _mayfly_identity_v1_IdentityBatch>;
  
}

export interface IdentitiesDefinition extends grpc.ServiceDefinition {
  IssueRoleCredentials: MethodDefinition<_mayfly_identity_v1_IssueRoleCredentialsRequest, _mayfly_identity_v1_IssueRoleCredentialsReply, _mayfly_identity_v1_IssueRoleCredentialsRequest__Output, _mayfly_identity_v1_IssueRoleCredentialsReply__Output>
  Perform: MethodDefinition<_mayfly_identity_v1_PerformRequest, _mayfly_identity_v1_PerformResponse, _mayfly_identity_v1_PerformRequest__Output, _mayfly_identity_v1_PerformResponse__Output>
  WatchIdentities: MethodDefinition<_mayfly_identity_v1_WatchIdentitiesRequest, _mayfly_identity_v1_IdentityBatch, _mayfly_identity_v1_WatchIdentitiesRequest__Output, _mayfly_identity_v1_IdentityBatch__Output>
}

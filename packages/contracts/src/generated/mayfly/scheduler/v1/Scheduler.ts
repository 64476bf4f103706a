// Original file: proto/mayfly/scheduler/v1/scheduler.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AcquireLeaseReply as _mayfly_scheduler_v1_AcquireLeaseReply, AcquireLeaseReply__Output as _mayfly_scheduler_v1_AcquireLeaseReply__Output } from '../../../mayfly/scheduler/v1/AcquireLeaseReply.ts';
import type { AcquireLeaseRequest as _mayfly_scheduler_v1_AcquireLeaseRequest, AcquireLeaseRequest__Output as _mayfly_scheduler_v1_AcquireLeaseRequest__Output } from '../../../mayfly/scheduler/v1/AcquireLeaseRequest.ts';
import type { DescribeProvisioningReply as _mayfly_scheduler_v1_DescribeProvisioningReply, DescribeProvisioningReply__Output as _mayfly_scheduler_v1_DescribeProvisioningReply__Output } from '../../../mayfly/scheduler/v1/DescribeProvisioningReply.ts';
import type { DescribeProvisioningRequest as _mayfly_scheduler_v1_DescribeProvisioningRequest, DescribeProvisioningRequest__Output as _mayfly_scheduler_v1_DescribeProvisioningRequest__Output } from '../../../mayfly/scheduler/v1/DescribeProvisioningRequest.ts';
import type { PrepareVersionReply as _mayfly_scheduler_v1_PrepareVersionReply, PrepareVersionReply__Output as _mayfly_scheduler_v1_PrepareVersionReply__Output } from '../../../mayfly/scheduler/v1/PrepareVersionReply.ts';
import type { PrepareVersionRequest as _mayfly_scheduler_v1_PrepareVersionRequest, PrepareVersionRequest__Output as _mayfly_scheduler_v1_PrepareVersionRequest__Output } from '../../../mayfly/scheduler/v1/PrepareVersionRequest.ts';
import type { ReleaseLeaseReply as _mayfly_scheduler_v1_ReleaseLeaseReply, ReleaseLeaseReply__Output as _mayfly_scheduler_v1_ReleaseLeaseReply__Output } from '../../../mayfly/scheduler/v1/ReleaseLeaseReply.ts';
import type { ReleaseLeaseRequest as _mayfly_scheduler_v1_ReleaseLeaseRequest, ReleaseLeaseRequest__Output as _mayfly_scheduler_v1_ReleaseLeaseRequest__Output } from '../../../mayfly/scheduler/v1/ReleaseLeaseRequest.ts';
import type { RevokeLeasesReply as _mayfly_scheduler_v1_RevokeLeasesReply, RevokeLeasesReply__Output as _mayfly_scheduler_v1_RevokeLeasesReply__Output } from '../../../mayfly/scheduler/v1/RevokeLeasesReply.ts';
import type { RevokeLeasesRequest as _mayfly_scheduler_v1_RevokeLeasesRequest, RevokeLeasesRequest__Output as _mayfly_scheduler_v1_RevokeLeasesRequest__Output } from '../../../mayfly/scheduler/v1/RevokeLeasesRequest.ts';

export interface SchedulerClient extends grpc.Client {
  AcquireLease(argument: _mayfly_scheduler_v1_AcquireLeaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_AcquireLeaseReply__Output>): grpc.ClientUnaryCall;
  AcquireLease(argument: _mayfly_scheduler_v1_AcquireLeaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_AcquireLeaseReply__Output>): grpc.ClientUnaryCall;
  AcquireLease(argument: _mayfly_scheduler_v1_AcquireLeaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_AcquireLeaseReply__Output>): grpc.ClientUnaryCall;
  AcquireLease(argument: _mayfly_scheduler_v1_AcquireLeaseRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_AcquireLeaseReply__Output>): grpc.ClientUnaryCall;
  acquireLease(argument: _mayfly_scheduler_v1_AcquireLeaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_AcquireLeaseReply__Output>): grpc.ClientUnaryCall;
  acquireLease(argument: _mayfly_scheduler_v1_AcquireLeaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_AcquireLeaseReply__Output>): grpc.ClientUnaryCall;
  acquireLease(argument: _mayfly_scheduler_v1_AcquireLeaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_AcquireLeaseReply__Output>): grpc.ClientUnaryCall;
  acquireLease(argument: _mayfly_scheduler_v1_AcquireLeaseRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_AcquireLeaseReply__Output>): grpc.ClientUnaryCall;
  
  DescribeProvisioning(argument: _mayfly_scheduler_v1_DescribeProvisioningRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_DescribeProvisioningReply__Output>): grpc.ClientUnaryCall;
  DescribeProvisioning(argument: _mayfly_scheduler_v1_DescribeProvisioningRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_DescribeProvisioningReply__Output>): grpc.ClientUnaryCall;
  DescribeProvisioning(argument: _mayfly_scheduler_v1_DescribeProvisioningRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_DescribeProvisioningReply__Output>): grpc.ClientUnaryCall;
  DescribeProvisioning(argument: _mayfly_scheduler_v1_DescribeProvisioningRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_DescribeProvisioningReply__Output>): grpc.ClientUnaryCall;
  describeProvisioning(argument: _mayfly_scheduler_v1_DescribeProvisioningRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_DescribeProvisioningReply__Output>): grpc.ClientUnaryCall;
  describeProvisioning(argument: _mayfly_scheduler_v1_DescribeProvisioningRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_DescribeProvisioningReply__Output>): grpc.ClientUnaryCall;
  describeProvisioning(argument: _mayfly_scheduler_v1_DescribeProvisioningRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_DescribeProvisioningReply__Output>): grpc.ClientUnaryCall;
  describeProvisioning(argument: _mayfly_scheduler_v1_DescribeProvisioningRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_DescribeProvisioningReply__Output>): grpc.ClientUnaryCall;
  
  PrepareVersion(argument: _mayfly_scheduler_v1_PrepareVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  PrepareVersion(argument: _mayfly_scheduler_v1_PrepareVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  PrepareVersion(argument: _mayfly_scheduler_v1_PrepareVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  PrepareVersion(argument: _mayfly_scheduler_v1_PrepareVersionRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  prepareVersion(argument: _mayfly_scheduler_v1_PrepareVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  prepareVersion(argument: _mayfly_scheduler_v1_PrepareVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  prepareVersion(argument: _mayfly_scheduler_v1_PrepareVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  prepareVersion(argument: _mayfly_scheduler_v1_PrepareVersionRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_PrepareVersionReply__Output>): grpc.ClientUnaryCall;
  
  ReleaseLease(argument: _mayfly_scheduler_v1_ReleaseLeaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_ReleaseLeaseReply__Output>): grpc.ClientUnaryCall;
  ReleaseLease(argument: _mayfly_scheduler_v1_ReleaseLeaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_ReleaseLeaseReply__Output>): grpc.ClientUnaryCall;
  ReleaseLease(argument: _mayfly_scheduler_v1_ReleaseLeaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_ReleaseLeaseReply__Output>): grpc.ClientUnaryCall;
  ReleaseLease(argument: _mayfly_scheduler_v1_ReleaseLeaseRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_ReleaseLeaseReply__Output>): grpc.ClientUnaryCall;
  releaseLease(argument: _mayfly_scheduler_v1_ReleaseLeaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_ReleaseLeaseReply__Output>): grpc.ClientUnaryCall;
  releaseLease(argument: _mayfly_scheduler_v1_ReleaseLeaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_ReleaseLeaseReply__Output>): grpc.ClientUnaryCall;
  releaseLease(argument: _mayfly_scheduler_v1_ReleaseLeaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_ReleaseLeaseReply__Output>): grpc.ClientUnaryCall;
  releaseLease(argument: _mayfly_scheduler_v1_ReleaseLeaseRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_ReleaseLeaseReply__Output>): grpc.ClientUnaryCall;
  
  RevokeLeases(argument: _mayfly_scheduler_v1_RevokeLeasesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_RevokeLeasesReply__Output>): grpc.ClientUnaryCall;
  RevokeLeases(argument: _mayfly_scheduler_v1_RevokeLeasesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_RevokeLeasesReply__Output>): grpc.ClientUnaryCall;
  RevokeLeases(argument: _mayfly_scheduler_v1_RevokeLeasesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_RevokeLeasesReply__Output>): grpc.ClientUnaryCall;
  RevokeLeases(argument: _mayfly_scheduler_v1_RevokeLeasesRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_RevokeLeasesReply__Output>): grpc.ClientUnaryCall;
  revokeLeases(argument: _mayfly_scheduler_v1_RevokeLeasesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_RevokeLeasesReply__Output>): grpc.ClientUnaryCall;
  revokeLeases(argument: _mayfly_scheduler_v1_RevokeLeasesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_scheduler_v1_RevokeLeasesReply__Output>): grpc.ClientUnaryCall;
  revokeLeases(argument: _mayfly_scheduler_v1_RevokeLeasesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_scheduler_v1_RevokeLeasesReply__Output>): grpc.ClientUnaryCall;
  revokeLeases(argument: _mayfly_scheduler_v1_RevokeLeasesRequest, callback: grpc.requestCallback<_mayfly_scheduler_v1_RevokeLeasesReply__Output>): grpc.ClientUnaryCall;
  
}

export interface SchedulerHandlers extends grpc.UntypedServiceImplementation {
  AcquireLease: grpc.handleUnaryCall<_mayfly_scheduler_v1_AcquireLeaseRequest__Output, _mayfly_scheduler_v1_AcquireLeaseReply>;
  
  DescribeProvisioning: grpc.handleUnaryCall<_mayfly_scheduler_v1_DescribeProvisioningRequest__Output, _mayfly_scheduler_v1_DescribeProvisioningReply>;
  
  PrepareVersion: grpc.handleUnaryCall<_mayfly_scheduler_v1_PrepareVersionRequest__Output, _mayfly_scheduler_v1_PrepareVersionReply>;
  
  ReleaseLease: grpc.handleUnaryCall<_mayfly_scheduler_v1_ReleaseLeaseRequest__Output, _mayfly_scheduler_v1_ReleaseLeaseReply>;
  
  RevokeLeases: grpc.handleUnaryCall<_mayfly_scheduler_v1_RevokeLeasesRequest__Output, _mayfly_scheduler_v1_RevokeLeasesReply>;
  
}

export interface SchedulerDefinition extends grpc.ServiceDefinition {
  AcquireLease: MethodDefinition<_mayfly_scheduler_v1_AcquireLeaseRequest, _mayfly_scheduler_v1_AcquireLeaseReply, _mayfly_scheduler_v1_AcquireLeaseRequest__Output, _mayfly_scheduler_v1_AcquireLeaseReply__Output>
  DescribeProvisioning: MethodDefinition<_mayfly_scheduler_v1_DescribeProvisioningRequest, _mayfly_scheduler_v1_DescribeProvisioningReply, _mayfly_scheduler_v1_DescribeProvisioningRequest__Output, _mayfly_scheduler_v1_DescribeProvisioningReply__Output>
  PrepareVersion: MethodDefinition<_mayfly_scheduler_v1_PrepareVersionRequest, _mayfly_scheduler_v1_PrepareVersionReply, _mayfly_scheduler_v1_PrepareVersionRequest__Output, _mayfly_scheduler_v1_PrepareVersionReply__Output>
  ReleaseLease: MethodDefinition<_mayfly_scheduler_v1_ReleaseLeaseRequest, _mayfly_scheduler_v1_ReleaseLeaseReply, _mayfly_scheduler_v1_ReleaseLeaseRequest__Output, _mayfly_scheduler_v1_ReleaseLeaseReply__Output>
  RevokeLeases: MethodDefinition<_mayfly_scheduler_v1_RevokeLeasesRequest, _mayfly_scheduler_v1_RevokeLeasesReply, _mayfly_scheduler_v1_RevokeLeasesRequest__Output, _mayfly_scheduler_v1_RevokeLeasesReply__Output>
}

import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AliasIdentity as _mayfly_functions_v1_AliasIdentity, AliasIdentity__Output as _mayfly_functions_v1_AliasIdentity__Output } from './mayfly/functions/v1/AliasIdentity.ts';
import type { AliasRouting as _mayfly_functions_v1_AliasRouting, AliasRouting__Output as _mayfly_functions_v1_AliasRouting__Output } from './mayfly/functions/v1/AliasRouting.ts';
import type { Attachment as _mayfly_functions_v1_Attachment, Attachment__Output as _mayfly_functions_v1_Attachment__Output } from './mayfly/functions/v1/Attachment.ts';
import type { AttachmentIdentity as _mayfly_functions_v1_AttachmentIdentity, AttachmentIdentity__Output as _mayfly_functions_v1_AttachmentIdentity__Output } from './mayfly/functions/v1/AttachmentIdentity.ts';
import type { Change as _mayfly_functions_v1_Change, Change__Output as _mayfly_functions_v1_Change__Output } from './mayfly/functions/v1/Change.ts';
import type { EventSourceMapping as _mayfly_functions_v1_EventSourceMapping, EventSourceMapping__Output as _mayfly_functions_v1_EventSourceMapping__Output } from './mayfly/functions/v1/EventSourceMapping.ts';
import type { EventSourceMappingIdentity as _mayfly_functions_v1_EventSourceMappingIdentity, EventSourceMappingIdentity__Output as _mayfly_functions_v1_EventSourceMappingIdentity__Output } from './mayfly/functions/v1/EventSourceMappingIdentity.ts';
import type { FunctionFeedClient as _mayfly_functions_v1_FunctionFeedClient, FunctionFeedDefinition as _mayfly_functions_v1_FunctionFeedDefinition } from './mayfly/functions/v1/FunctionFeed.ts';
import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from './mayfly/functions/v1/FunctionIdentity.ts';
import type { FunctionSpec as _mayfly_functions_v1_FunctionSpec, FunctionSpec__Output as _mayfly_functions_v1_FunctionSpec__Output } from './mayfly/functions/v1/FunctionSpec.ts';
import type { FunctionVersion as _mayfly_functions_v1_FunctionVersion, FunctionVersion__Output as _mayfly_functions_v1_FunctionVersion__Output } from './mayfly/functions/v1/FunctionVersion.ts';
import type { PackageReference as _mayfly_functions_v1_PackageReference, PackageReference__Output as _mayfly_functions_v1_PackageReference__Output } from './mayfly/functions/v1/PackageReference.ts';
import type { ReportMappingResultRequest as _mayfly_functions_v1_ReportMappingResultRequest, ReportMappingResultRequest__Output as _mayfly_functions_v1_ReportMappingResultRequest__Output } from './mayfly/functions/v1/ReportMappingResultRequest.ts';
import type { ReportMappingResultResponse as _mayfly_functions_v1_ReportMappingResultResponse, ReportMappingResultResponse__Output as _mayfly_functions_v1_ReportMappingResultResponse__Output } from './mayfly/functions/v1/ReportMappingResultResponse.ts';
import type { WatchRequest as _mayfly_functions_v1_WatchRequest, WatchRequest__Output as _mayfly_functions_v1_WatchRequest__Output } from './mayfly/functions/v1/WatchRequest.ts';
import type { WatchResponse as _mayfly_functions_v1_WatchResponse, WatchResponse__Output as _mayfly_functions_v1_WatchResponse__Output } from './mayfly/functions/v1/WatchResponse.ts';
import type { AcquireLeaseReply as _mayfly_scheduler_v1_AcquireLeaseReply, AcquireLeaseReply__Output as _mayfly_scheduler_v1_AcquireLeaseReply__Output } from './mayfly/scheduler/v1/AcquireLeaseReply.ts';
import type { AcquireLeaseRequest as _mayfly_scheduler_v1_AcquireLeaseRequest, AcquireLeaseRequest__Output as _mayfly_scheduler_v1_AcquireLeaseRequest__Output } from './mayfly/scheduler/v1/AcquireLeaseRequest.ts';
import type { DescribeProvisioningReply as _mayfly_scheduler_v1_DescribeProvisioningReply, DescribeProvisioningReply__Output as _mayfly_scheduler_v1_DescribeProvisioningReply__Output } from './mayfly/scheduler/v1/DescribeProvisioningReply.ts';
import type { DescribeProvisioningRequest as _mayfly_scheduler_v1_DescribeProvisioningRequest, DescribeProvisioningRequest__Output as _mayfly_scheduler_v1_DescribeProvisioningRequest__Output } from './mayfly/scheduler/v1/DescribeProvisioningRequest.ts';
import type { Lease as _mayfly_scheduler_v1_Lease, Lease__Output as _mayfly_scheduler_v1_Lease__Output } from './mayfly/scheduler/v1/Lease.ts';
import type { LeaseRefusal as _mayfly_scheduler_v1_LeaseRefusal, LeaseRefusal__Output as _mayfly_scheduler_v1_LeaseRefusal__Output } from './mayfly/scheduler/v1/LeaseRefusal.ts';
import type { PrepareVersionReply as _mayfly_scheduler_v1_PrepareVersionReply, PrepareVersionReply__Output as _mayfly_scheduler_v1_PrepareVersionReply__Output } from './mayfly/scheduler/v1/PrepareVersionReply.ts';
import type { PrepareVersionRequest as _mayfly_scheduler_v1_PrepareVersionRequest, PrepareVersionRequest__Output as _mayfly_scheduler_v1_PrepareVersionRequest__Output } from './mayfly/scheduler/v1/PrepareVersionRequest.ts';
import type { ProvisioningProgress as _mayfly_scheduler_v1_ProvisioningProgress, ProvisioningProgress__Output as _mayfly_scheduler_v1_ProvisioningProgress__Output } from './mayfly/scheduler/v1/ProvisioningProgress.ts';
import type { ReleaseLeaseReply as _mayfly_scheduler_v1_ReleaseLeaseReply, ReleaseLeaseReply__Output as _mayfly_scheduler_v1_ReleaseLeaseReply__Output } from './mayfly/scheduler/v1/ReleaseLeaseReply.ts';
import type { ReleaseLeaseRequest as _mayfly_scheduler_v1_ReleaseLeaseRequest, ReleaseLeaseRequest__Output as _mayfly_scheduler_v1_ReleaseLeaseRequest__Output } from './mayfly/scheduler/v1/ReleaseLeaseRequest.ts';
import type { RevokeLeasesReply as _mayfly_scheduler_v1_RevokeLeasesReply, RevokeLeasesReply__Output as _mayfly_scheduler_v1_RevokeLeasesReply__Output } from './mayfly/scheduler/v1/RevokeLeasesReply.ts';
import type { RevokeLeasesRequest as _mayfly_scheduler_v1_RevokeLeasesRequest, RevokeLeasesRequest__Output as _mayfly_scheduler_v1_RevokeLeasesRequest__Output } from './mayfly/scheduler/v1/RevokeLeasesRequest.ts';
import type { SchedulerClient as _mayfly_scheduler_v1_SchedulerClient, SchedulerDefinition as _mayfly_scheduler_v1_SchedulerDefinition } from './mayfly/scheduler/v1/Scheduler.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  mayfly: {
    functions: {
      v1: {
        AliasIdentity: MessageTypeDefinition<_mayfly_functions_v1_AliasIdentity, _mayfly_functions_v1_AliasIdentity__Output>
        AliasRouting: MessageTypeDefinition<_mayfly_functions_v1_AliasRouting, _mayfly_functions_v1_AliasRouting__Output>
        Attachment: MessageTypeDefinition<_mayfly_functions_v1_Attachment, _mayfly_functions_v1_Attachment__Output>
        AttachmentIdentity: MessageTypeDefinition<_mayfly_functions_v1_AttachmentIdentity, _mayfly_functions_v1_AttachmentIdentity__Output>
        Change: MessageTypeDefinition<_mayfly_functions_v1_Change, _mayfly_functions_v1_Change__Output>
        EventSourceMapping: MessageTypeDefinition<_mayfly_functions_v1_EventSourceMapping, _mayfly_functions_v1_EventSourceMapping__Output>
        EventSourceMappingIdentity: MessageTypeDefinition<_mayfly_functions_v1_EventSourceMappingIdentity, _mayfly_functions_v1_EventSourceMappingIdentity__Output>
        FunctionFeed: SubtypeConstructor<typeof grpc.Client, _mayfly_functions_v1_FunctionFeedClient> & { service: _mayfly_functions_v1_FunctionFeedDefinition }
        FunctionIdentity: MessageTypeDefinition<_mayfly_functions_v1_FunctionIdentity, _mayfly_functions_v1_FunctionIdentity__Output>
        FunctionSpec: MessageTypeDefinition<_mayfly_functions_v1_FunctionSpec, _mayfly_functions_v1_FunctionSpec__Output>
        FunctionVersion: MessageTypeDefinition<_mayfly_functions_v1_FunctionVersion, _mayfly_functions_v1_FunctionVersion__Output>
        PackageReference: MessageTypeDefinition<_mayfly_functions_v1_PackageReference, _mayfly_functions_v1_PackageReference__Output>
        ReportMappingResultRequest: MessageTypeDefinition<_mayfly_functions_v1_ReportMappingResultRequest, _mayfly_functions_v1_ReportMappingResultRequest__Output>
        ReportMappingResultResponse: MessageTypeDefinition<_mayfly_functions_v1_ReportMappingResultResponse, _mayfly_functions_v1_ReportMappingResultResponse__Output>
        WatchRequest: MessageTypeDefinition<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchRequest__Output>
        WatchResponse: MessageTypeDefinition<_mayfly_functions_v1_WatchResponse, _mayfly_functions_v1_WatchResponse__Output>
      }
    }
    scheduler: {
      v1: {
        AcquireLeaseReply: MessageTypeDefinition<_mayfly_scheduler_v1_AcquireLeaseReply, _mayfly_scheduler_v1_AcquireLeaseReply__Output>
        AcquireLeaseRequest: MessageTypeDefinition<_mayfly_scheduler_v1_AcquireLeaseRequest, _mayfly_scheduler_v1_AcquireLeaseRequest__Output>
        DescribeProvisioningReply: MessageTypeDefinition<_mayfly_scheduler_v1_DescribeProvisioningReply, _mayfly_scheduler_v1_DescribeProvisioningReply__Output>
        DescribeProvisioningRequest: MessageTypeDefinition<_mayfly_scheduler_v1_DescribeProvisioningRequest, _mayfly_scheduler_v1_DescribeProvisioningRequest__Output>
        Lease: MessageTypeDefinition<_mayfly_scheduler_v1_Lease, _mayfly_scheduler_v1_Lease__Output>
        LeaseRefusal: MessageTypeDefinition<_mayfly_scheduler_v1_LeaseRefusal, _mayfly_scheduler_v1_LeaseRefusal__Output>
        PrepareVersionReply: MessageTypeDefinition<_mayfly_scheduler_v1_PrepareVersionReply, _mayfly_scheduler_v1_PrepareVersionReply__Output>
        PrepareVersionRequest: MessageTypeDefinition<_mayfly_scheduler_v1_PrepareVersionRequest, _mayfly_scheduler_v1_PrepareVersionRequest__Output>
        ProvisioningProgress: MessageTypeDefinition<_mayfly_scheduler_v1_ProvisioningProgress, _mayfly_scheduler_v1_ProvisioningProgress__Output>
        ReleaseLeaseReply: MessageTypeDefinition<_mayfly_scheduler_v1_ReleaseLeaseReply, _mayfly_scheduler_v1_ReleaseLeaseReply__Output>
        ReleaseLeaseRequest: MessageTypeDefinition<_mayfly_scheduler_v1_ReleaseLeaseRequest, _mayfly_scheduler_v1_ReleaseLeaseRequest__Output>
        RevokeLeasesReply: MessageTypeDefinition<_mayfly_scheduler_v1_RevokeLeasesReply, _mayfly_scheduler_v1_RevokeLeasesReply__Output>
        RevokeLeasesRequest: MessageTypeDefinition<_mayfly_scheduler_v1_RevokeLeasesRequest, _mayfly_scheduler_v1_RevokeLeasesRequest__Output>
        Scheduler: SubtypeConstructor<typeof grpc.Client, _mayfly_scheduler_v1_SchedulerClient> & { service: _mayfly_scheduler_v1_SchedulerDefinition }
      }
    }
  }
}


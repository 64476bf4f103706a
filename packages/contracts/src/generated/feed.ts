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
  }
}


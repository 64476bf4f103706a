// Original file: proto/mayfly/functions/v1/feed.proto

import type { FunctionVersion as _mayfly_functions_v1_FunctionVersion, FunctionVersion__Output as _mayfly_functions_v1_FunctionVersion__Output } from '../../../mayfly/functions/v1/FunctionVersion.ts';
import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from '../../../mayfly/functions/v1/FunctionIdentity.ts';
import type { AliasRouting as _mayfly_functions_v1_AliasRouting, AliasRouting__Output as _mayfly_functions_v1_AliasRouting__Output } from '../../../mayfly/functions/v1/AliasRouting.ts';
import type { AliasIdentity as _mayfly_functions_v1_AliasIdentity, AliasIdentity__Output as _mayfly_functions_v1_AliasIdentity__Output } from '../../../mayfly/functions/v1/AliasIdentity.ts';
import type { Attachment as _mayfly_functions_v1_Attachment, Attachment__Output as _mayfly_functions_v1_Attachment__Output } from '../../../mayfly/functions/v1/Attachment.ts';
import type { AttachmentIdentity as _mayfly_functions_v1_AttachmentIdentity, AttachmentIdentity__Output as _mayfly_functions_v1_AttachmentIdentity__Output } from '../../../mayfly/functions/v1/AttachmentIdentity.ts';
import type { EventSourceMapping as _mayfly_functions_v1_EventSourceMapping, EventSourceMapping__Output as _mayfly_functions_v1_EventSourceMapping__Output } from '../../../mayfly/functions/v1/EventSourceMapping.ts';
import type { EventSourceMappingIdentity as _mayfly_functions_v1_EventSourceMappingIdentity, EventSourceMappingIdentity__Output as _mayfly_functions_v1_EventSourceMappingIdentity__Output } from '../../../mayfly/functions/v1/EventSourceMappingIdentity.ts';
import type { Long } from '@grpc/proto-loader';

export interface Change {
  'sequence'?: (number | string | Long);
  'upserted'?: (_mayfly_functions_v1_FunctionVersion | null);
  'deleted'?: (_mayfly_functions_v1_FunctionIdentity | null);
  'alias_upserted'?: (_mayfly_functions_v1_AliasRouting | null);
  'alias_deleted'?: (_mayfly_functions_v1_AliasIdentity | null);
  'attachment_upserted'?: (_mayfly_functions_v1_Attachment | null);
  'attachment_deleted'?: (_mayfly_functions_v1_AttachmentIdentity | null);
  'mapping_upserted'?: (_mayfly_functions_v1_EventSourceMapping | null);
  'mapping_deleted'?: (_mayfly_functions_v1_EventSourceMappingIdentity | null);
  'change'?: "upserted"|"deleted"|"alias_upserted"|"alias_deleted"|"attachment_upserted"|"attachment_deleted"|"mapping_upserted"|"mapping_deleted";
}

export interface Change__Output {
  'sequence': (number);
  'upserted'?: (_mayfly_functions_v1_FunctionVersion__Output | null);
  'deleted'?: (_mayfly_functions_v1_FunctionIdentity__Output | null);
  'alias_upserted'?: (_mayfly_functions_v1_AliasRouting__Output | null);
  'alias_deleted'?: (_mayfly_functions_v1_AliasIdentity__Output | null);
  'attachment_upserted'?: (_mayfly_functions_v1_Attachment__Output | null);
  'attachment_deleted'?: (_mayfly_functions_v1_AttachmentIdentity__Output | null);
  'mapping_upserted'?: (_mayfly_functions_v1_EventSourceMapping__Output | null);
  'mapping_deleted'?: (_mayfly_functions_v1_EventSourceMappingIdentity__Output | null);
  'change'?: "upserted"|"deleted"|"alias_upserted"|"alias_deleted"|"attachment_upserted"|"attachment_deleted"|"mapping_upserted"|"mapping_deleted";
}

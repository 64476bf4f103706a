// Original file: proto/mayfly/functions/v1/feed.proto

import type { AttachmentIdentity as _mayfly_functions_v1_AttachmentIdentity, AttachmentIdentity__Output as _mayfly_functions_v1_AttachmentIdentity__Output } from '../../../mayfly/functions/v1/AttachmentIdentity.ts';

export interface Attachment {
  'identity'?: (_mayfly_functions_v1_AttachmentIdentity | null);
  'record'?: (string);
}

export interface Attachment__Output {
  'identity': (_mayfly_functions_v1_AttachmentIdentity__Output | null);
  'record': (string);
}

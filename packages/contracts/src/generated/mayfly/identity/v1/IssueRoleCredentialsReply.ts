// Original file: proto/mayfly/identity/v1/identity.proto

import type { TemporaryCredentials as _mayfly_identity_v1_TemporaryCredentials, TemporaryCredentials__Output as _mayfly_identity_v1_TemporaryCredentials__Output } from '../../../mayfly/identity/v1/TemporaryCredentials.ts';
import type { IssueFailure as _mayfly_identity_v1_IssueFailure, IssueFailure__Output as _mayfly_identity_v1_IssueFailure__Output } from '../../../mayfly/identity/v1/IssueFailure.ts';

export interface IssueRoleCredentialsReply {
  'credentials'?: (_mayfly_identity_v1_TemporaryCredentials | null);
  'failure'?: (_mayfly_identity_v1_IssueFailure | null);
  'outcome'?: "credentials"|"failure";
}

export interface IssueRoleCredentialsReply__Output {
  'credentials'?: (_mayfly_identity_v1_TemporaryCredentials__Output | null);
  'failure'?: (_mayfly_identity_v1_IssueFailure__Output | null);
  'outcome'?: "credentials"|"failure";
}

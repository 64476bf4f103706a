import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { IdentitiesClient as _mayfly_identity_v1_IdentitiesClient, IdentitiesDefinition as _mayfly_identity_v1_IdentitiesDefinition } from './mayfly/identity/v1/Identities.ts';
import type { IdentityBatch as _mayfly_identity_v1_IdentityBatch, IdentityBatch__Output as _mayfly_identity_v1_IdentityBatch__Output } from './mayfly/identity/v1/IdentityBatch.ts';
import type { IdentityChange as _mayfly_identity_v1_IdentityChange, IdentityChange__Output as _mayfly_identity_v1_IdentityChange__Output } from './mayfly/identity/v1/IdentityChange.ts';
import type { IssueFailure as _mayfly_identity_v1_IssueFailure, IssueFailure__Output as _mayfly_identity_v1_IssueFailure__Output } from './mayfly/identity/v1/IssueFailure.ts';
import type { IssueRoleCredentialsReply as _mayfly_identity_v1_IssueRoleCredentialsReply, IssueRoleCredentialsReply__Output as _mayfly_identity_v1_IssueRoleCredentialsReply__Output } from './mayfly/identity/v1/IssueRoleCredentialsReply.ts';
import type { IssueRoleCredentialsRequest as _mayfly_identity_v1_IssueRoleCredentialsRequest, IssueRoleCredentialsRequest__Output as _mayfly_identity_v1_IssueRoleCredentialsRequest__Output } from './mayfly/identity/v1/IssueRoleCredentialsRequest.ts';
import type { PerformRequest as _mayfly_identity_v1_PerformRequest, PerformRequest__Output as _mayfly_identity_v1_PerformRequest__Output } from './mayfly/identity/v1/PerformRequest.ts';
import type { PerformResponse as _mayfly_identity_v1_PerformResponse, PerformResponse__Output as _mayfly_identity_v1_PerformResponse__Output } from './mayfly/identity/v1/PerformResponse.ts';
import type { TemporaryCredentials as _mayfly_identity_v1_TemporaryCredentials, TemporaryCredentials__Output as _mayfly_identity_v1_TemporaryCredentials__Output } from './mayfly/identity/v1/TemporaryCredentials.ts';
import type { WatchIdentitiesRequest as _mayfly_identity_v1_WatchIdentitiesRequest, WatchIdentitiesRequest__Output as _mayfly_identity_v1_WatchIdentitiesRequest__Output } from './mayfly/identity/v1/WatchIdentitiesRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  mayfly: {
    identity: {
      v1: {
        Identities: SubtypeConstructor<typeof grpc.Client, _mayfly_identity_v1_IdentitiesClient> & { service: _mayfly_identity_v1_IdentitiesDefinition }
        IdentityBatch: MessageTypeDefinition<_mayfly_identity_v1_IdentityBatch, _mayfly_identity_v1_IdentityBatch__Output>
        IdentityChange: MessageTypeDefinition<_mayfly_identity_v1_IdentityChange, _mayfly_identity_v1_IdentityChange__Output>
        IssueFailure: MessageTypeDefinition<_mayfly_identity_v1_IssueFailure, _mayfly_identity_v1_IssueFailure__Output>
        IssueRoleCredentialsReply: MessageTypeDefinition<_mayfly_identity_v1_IssueRoleCredentialsReply, _mayfly_identity_v1_IssueRoleCredentialsReply__Output>
        IssueRoleCredentialsRequest: MessageTypeDefinition<_mayfly_identity_v1_IssueRoleCredentialsRequest, _mayfly_identity_v1_IssueRoleCredentialsRequest__Output>
        PerformRequest: MessageTypeDefinition<_mayfly_identity_v1_PerformRequest, _mayfly_identity_v1_PerformRequest__Output>
        PerformResponse: MessageTypeDefinition<_mayfly_identity_v1_PerformResponse, _mayfly_identity_v1_PerformResponse__Output>
        TemporaryCredentials: MessageTypeDefinition<_mayfly_identity_v1_TemporaryCredentials, _mayfly_identity_v1_TemporaryCredentials__Output>
        WatchIdentitiesRequest: MessageTypeDefinition<_mayfly_identity_v1_WatchIdentitiesRequest, _mayfly_identity_v1_WatchIdentitiesRequest__Output>
      }
    }
  }
}


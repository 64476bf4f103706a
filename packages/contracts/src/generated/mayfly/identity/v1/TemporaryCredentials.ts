// Original file: proto/mayfly/identity/v1/identity.proto

import type { Long } from '@grpc/proto-loader';

export interface TemporaryCredentials {
  'access_key_id'?: (string);
  'secret_access_key'?: (string);
  'session_token'?: (string);
  'expires_at'?: (number | string | Long);
}

export interface TemporaryCredentials__Output {
  'access_key_id': (string);
  'secret_access_key': (string);
  'session_token': (string);
  'expires_at': (number);
}

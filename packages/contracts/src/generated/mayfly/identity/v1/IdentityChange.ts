// Original file: proto/mayfly/identity/v1/identity.proto


export interface IdentityChange {
  'account'?: (string);
  'kind'?: (string);
  'name'?: (string);
  'record_json'?: (string);
}

export interface IdentityChange__Output {
  'account': (string);
  'kind': (string);
  'name': (string);
  'record_json': (string);
}

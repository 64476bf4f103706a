// Original file: proto/mayfly/functions/v1/feed.proto


export interface AliasIdentity {
  'region'?: (string);
  'account'?: (string);
  'function_name'?: (string);
  'alias_name'?: (string);
}

export interface AliasIdentity__Output {
  'region': (string);
  'account': (string);
  'function_name': (string);
  'alias_name': (string);
}

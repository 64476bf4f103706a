// Original file: proto/mayfly/functions/v1/feed.proto


export interface FunctionIdentity {
  'region'?: (string);
  'account'?: (string);
  'function_name'?: (string);
  'version'?: (string);
}

export interface FunctionIdentity__Output {
  'region': (string);
  'account': (string);
  'function_name': (string);
  'version': (string);
}

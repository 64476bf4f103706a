// Original file: proto/mayfly/functions/v1/feed.proto


export interface AttachmentIdentity {
  'region'?: (string);
  'account'?: (string);
  'function_name'?: (string);
  'kind'?: (string);
  'qualifier'?: (string);
}

export interface AttachmentIdentity__Output {
  'region': (string);
  'account': (string);
  'function_name': (string);
  'kind': (string);
  'qualifier': (string);
}

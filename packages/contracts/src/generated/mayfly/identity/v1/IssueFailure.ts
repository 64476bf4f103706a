// Original file: proto/mayfly/identity/v1/identity.proto


export interface IssueFailure {
  'code'?: (string);
  'message'?: (string);
}

export interface IssueFailure__Output {
  'code': (string);
  'message': (string);
}

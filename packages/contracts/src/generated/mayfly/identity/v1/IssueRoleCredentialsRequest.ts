// Original file: proto/mayfly/identity/v1/identity.proto


export interface IssueRoleCredentialsRequest {
  'role_arn'?: (string);
  'session_name'?: (string);
  'duration_seconds'?: (number);
  'account'?: (string);
}

export interface IssueRoleCredentialsRequest__Output {
  'role_arn': (string);
  'session_name': (string);
  'duration_seconds': (number);
  'account': (string);
}

// Original file: proto/mayfly/identity/v1/identity.proto


export interface PerformRequest {
  'operation'?: (string);
  'account'?: (string);
  'principal_arn'?: (string);
  'input_json'?: (string);
}

export interface PerformRequest__Output {
  'operation': (string);
  'account': (string);
  'principal_arn': (string);
  'input_json': (string);
}

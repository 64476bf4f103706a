// Original file: proto/mayfly/functions/v1/permissions.proto


export interface AddPermissionResponse {
  'statement'?: (string);
}

export interface AddPermissionResponse__Output {
  'statement': (string);
}

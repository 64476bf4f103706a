// Original file: proto/mayfly/functions/v1/permissions.proto


export interface RemovePermissionRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'statement_id'?: (string);
  'revision_id'?: (string);
  '_qualifier'?: "qualifier";
  '_revision_id'?: "revision_id";
}

export interface RemovePermissionRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  'statement_id': (string);
  'revision_id'?: (string);
  '_qualifier'?: "qualifier";
  '_revision_id'?: "revision_id";
}

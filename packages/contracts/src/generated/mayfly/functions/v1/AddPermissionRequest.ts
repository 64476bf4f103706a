// Original file: proto/mayfly/functions/v1/permissions.proto


export interface AddPermissionRequest {
  'function_name'?: (string);
  'qualifier'?: (string);
  'statement_id'?: (string);
  'action'?: (string);
  'principal'?: (string);
  'source_arn'?: (string);
  'source_account'?: (string);
  'event_source_token'?: (string);
  'revision_id'?: (string);
  'principal_org_id'?: (string);
  'function_url_auth_type'?: (string);
  'invoked_via_function_url'?: (boolean);
  '_qualifier'?: "qualifier";
  '_source_arn'?: "source_arn";
  '_source_account'?: "source_account";
  '_event_source_token'?: "event_source_token";
  '_revision_id'?: "revision_id";
  '_principal_org_id'?: "principal_org_id";
  '_function_url_auth_type'?: "function_url_auth_type";
  '_invoked_via_function_url'?: "invoked_via_function_url";
}

export interface AddPermissionRequest__Output {
  'function_name': (string);
  'qualifier'?: (string);
  'statement_id': (string);
  'action': (string);
  'principal': (string);
  'source_arn'?: (string);
  'source_account'?: (string);
  'event_source_token'?: (string);
  'revision_id'?: (string);
  'principal_org_id'?: (string);
  'function_url_auth_type'?: (string);
  'invoked_via_function_url'?: (boolean);
  '_qualifier'?: "qualifier";
  '_source_arn'?: "source_arn";
  '_source_account'?: "source_account";
  '_event_source_token'?: "event_source_token";
  '_revision_id'?: "revision_id";
  '_principal_org_id'?: "principal_org_id";
  '_function_url_auth_type'?: "function_url_auth_type";
  '_invoked_via_function_url'?: "invoked_via_function_url";
}

// Original file: proto/mayfly/functions/v1/versions.proto


export interface PublishVersionRequest {
  'function_name'?: (string);
  'code_sha256'?: (string);
  'description'?: (string);
  'revision_id'?: (string);
  '_code_sha256'?: "code_sha256";
  '_description'?: "description";
  '_revision_id'?: "revision_id";
}

export interface PublishVersionRequest__Output {
  'function_name': (string);
  'code_sha256'?: (string);
  'description'?: (string);
  'revision_id'?: (string);
  '_code_sha256'?: "code_sha256";
  '_description'?: "description";
  '_revision_id'?: "revision_id";
}

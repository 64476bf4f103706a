// Original file: proto/mayfly/packages/v1/packages.proto


export interface CopyPackageRequest {
  'region'?: (string);
  'account'?: (string);
  'bucket'?: (string);
  'key'?: (string);
  'object_version'?: (string);
}

export interface CopyPackageRequest__Output {
  'region': (string);
  'account': (string);
  'bucket': (string);
  'key': (string);
  'object_version': (string);
}

// Original file: proto/mayfly/packages/v1/packages.proto


export interface GetPackageRequest {
  'region'?: (string);
  'account'?: (string);
  'sha256'?: (string);
}

export interface GetPackageRequest__Output {
  'region': (string);
  'account': (string);
  'sha256': (string);
}

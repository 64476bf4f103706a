// Original file: proto/mayfly/packages/v1/packages.proto


export interface PutPackageRequest {
  'region'?: (string);
  'account'?: (string);
  'chunk'?: (Buffer | Uint8Array | string);
}

export interface PutPackageRequest__Output {
  'region': (string);
  'account': (string);
  'chunk': (Buffer);
}

// Original file: proto/mayfly/functions/v1/functions.proto

import type { Long } from '@grpc/proto-loader';

export interface PackageReference {
  'sha256'?: (string);
  'size_bytes'?: (number | string | Long);
}

export interface PackageReference__Output {
  'sha256': (string);
  'size_bytes': (number);
}

// Original file: proto/mayfly/packages/v1/packages.proto

import type { Long } from '@grpc/proto-loader';

export interface PackageDescription {
  'sha256'?: (string);
  'size_bytes'?: (number | string | Long);
  'unpacked_bytes'?: (number | string | Long);
}

export interface PackageDescription__Output {
  'sha256': (string);
  'size_bytes': (number);
  'unpacked_bytes': (number);
}

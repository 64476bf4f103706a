// Original file: proto/mayfly/functions/v1/package_reference.proto

import type { Long } from '@grpc/proto-loader';

export interface PackageReference {
  'sha256'?: (string);
  'size_bytes'?: (number | string | Long);
  'unpacked_bytes'?: (number | string | Long);
  'directory'?: (string);
  '_unpacked_bytes'?: "unpacked_bytes";
}

export interface PackageReference__Output {
  'sha256': (string);
  'size_bytes': (number);
  'unpacked_bytes'?: (number);
  'directory': (string);
  '_unpacked_bytes'?: "unpacked_bytes";
}

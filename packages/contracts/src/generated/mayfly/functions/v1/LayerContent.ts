// Original file: proto/mayfly/functions/v1/layers.proto

import type { Long } from '@grpc/proto-loader';

export interface LayerContent {
  'location'?: (string);
  'code_sha256'?: (string);
  'code_size'?: (number | string | Long);
}

export interface LayerContent__Output {
  'location': (string);
  'code_sha256': (string);
  'code_size': (number);
}

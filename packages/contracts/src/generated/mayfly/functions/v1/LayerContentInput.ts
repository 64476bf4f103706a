// Original file: proto/mayfly/functions/v1/layers.proto

import type { PackageReference as _mayfly_functions_v1_PackageReference, PackageReference__Output as _mayfly_functions_v1_PackageReference__Output } from '../../../mayfly/functions/v1/PackageReference.ts';

export interface LayerContentInput {
  'zip_file'?: (Buffer | Uint8Array | string);
  'stored'?: (_mayfly_functions_v1_PackageReference | null);
  'source'?: "zip_file"|"stored";
}

export interface LayerContentInput__Output {
  'zip_file'?: (Buffer);
  'stored'?: (_mayfly_functions_v1_PackageReference__Output | null);
  'source'?: "zip_file"|"stored";
}

// Original file: proto/mayfly/functions/v1/functions.proto

import type { PackageReference as _mayfly_functions_v1_PackageReference, PackageReference__Output as _mayfly_functions_v1_PackageReference__Output } from '../../../mayfly/functions/v1/PackageReference.ts';

export interface FunctionCode {
  'zip_file'?: (Buffer | Uint8Array | string);
  'stored'?: (_mayfly_functions_v1_PackageReference | null);
  's3_bucket'?: (string);
  's3_key'?: (string);
  's3_object_version'?: (string);
  's3_object_storage_mode'?: (string);
  'source'?: "zip_file"|"stored";
  '_s3_bucket'?: "s3_bucket";
  '_s3_key'?: "s3_key";
  '_s3_object_version'?: "s3_object_version";
  '_s3_object_storage_mode'?: "s3_object_storage_mode";
}

export interface FunctionCode__Output {
  'zip_file'?: (Buffer);
  'stored'?: (_mayfly_functions_v1_PackageReference__Output | null);
  's3_bucket'?: (string);
  's3_key'?: (string);
  's3_object_version'?: (string);
  's3_object_storage_mode'?: (string);
  'source'?: "zip_file"|"stored";
  '_s3_bucket'?: "s3_bucket";
  '_s3_key'?: "s3_key";
  '_s3_object_version'?: "s3_object_version";
  '_s3_object_storage_mode'?: "s3_object_storage_mode";
}

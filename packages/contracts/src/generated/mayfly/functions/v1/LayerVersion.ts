// Original file: proto/mayfly/functions/v1/layers.proto

import type { LayerContent as _mayfly_functions_v1_LayerContent, LayerContent__Output as _mayfly_functions_v1_LayerContent__Output } from '../../../mayfly/functions/v1/LayerContent.ts';
import type { Long } from '@grpc/proto-loader';

export interface LayerVersion {
  'content'?: (_mayfly_functions_v1_LayerContent | null);
  'layer_arn'?: (string);
  'layer_version_arn'?: (string);
  'description'?: (string);
  'created_date'?: (string);
  'version'?: (number | string | Long);
  'compatible_runtimes'?: (string)[];
  'license_info'?: (string);
  'compatible_architectures'?: (string)[];
  '_license_info'?: "license_info";
}

export interface LayerVersion__Output {
  'content': (_mayfly_functions_v1_LayerContent__Output | null);
  'layer_arn': (string);
  'layer_version_arn': (string);
  'description': (string);
  'created_date': (string);
  'version': (number);
  'compatible_runtimes': (string)[];
  'license_info'?: (string);
  'compatible_architectures': (string)[];
  '_license_info'?: "license_info";
}

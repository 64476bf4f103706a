// Original file: proto/mayfly/functions/v1/layers.proto

import type { LayerContentInput as _mayfly_functions_v1_LayerContentInput, LayerContentInput__Output as _mayfly_functions_v1_LayerContentInput__Output } from '../../../mayfly/functions/v1/LayerContentInput.ts';

export interface PublishLayerVersionRequest {
  'layer_name'?: (string);
  'description'?: (string);
  'content'?: (_mayfly_functions_v1_LayerContentInput | null);
  'compatible_runtimes'?: (string)[];
  'license_info'?: (string);
  'compatible_architectures'?: (string)[];
  '_description'?: "description";
  '_license_info'?: "license_info";
}

export interface PublishLayerVersionRequest__Output {
  'layer_name': (string);
  'description'?: (string);
  'content': (_mayfly_functions_v1_LayerContentInput__Output | null);
  'compatible_runtimes': (string)[];
  'license_info'?: (string);
  'compatible_architectures': (string)[];
  '_description'?: "description";
  '_license_info'?: "license_info";
}

// Original file: proto/mayfly/functions/v1/tags.proto


export interface UntagResourceRequest {
  'resource'?: (string);
  'tag_keys'?: (string)[];
}

export interface UntagResourceRequest__Output {
  'resource': (string);
  'tag_keys': (string)[];
}

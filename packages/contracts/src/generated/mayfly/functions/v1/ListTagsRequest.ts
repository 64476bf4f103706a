// Original file: proto/mayfly/functions/v1/tags.proto


export interface ListTagsRequest {
  'resource'?: (string);
}

export interface ListTagsRequest__Output {
  'resource': (string);
}

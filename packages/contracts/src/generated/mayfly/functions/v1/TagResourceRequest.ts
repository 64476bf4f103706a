// Original file: proto/mayfly/functions/v1/tags.proto


export interface TagResourceRequest {
  'resource'?: (string);
  'tags'?: ({[key: string]: string});
}

export interface TagResourceRequest__Output {
  'resource': (string);
  'tags': ({[key: string]: string});
}

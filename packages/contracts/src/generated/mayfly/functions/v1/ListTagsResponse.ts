// Original file: proto/mayfly/functions/v1/tags.proto


export interface ListTagsResponse {
  'tags'?: ({[key: string]: string});
}

export interface ListTagsResponse__Output {
  'tags': ({[key: string]: string});
}

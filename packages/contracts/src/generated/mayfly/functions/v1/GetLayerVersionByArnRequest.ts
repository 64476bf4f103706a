// Original file: proto/mayfly/functions/v1/layers.proto


export interface GetLayerVersionByArnRequest {
  'arn'?: (string);
}

export interface GetLayerVersionByArnRequest__Output {
  'arn': (string);
}

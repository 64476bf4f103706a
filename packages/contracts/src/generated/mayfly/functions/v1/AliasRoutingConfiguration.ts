// Original file: proto/mayfly/functions/v1/versions.proto


export interface AliasRoutingConfiguration {
  'additional_version_weights'?: ({[key: string]: number | string});
}

export interface AliasRoutingConfiguration__Output {
  'additional_version_weights': ({[key: string]: number});
}

// Original file: proto/mayfly/functions/v1/function_configuration.proto


export interface Environment {
  'variables'?: ({[key: string]: string});
}

export interface Environment__Output {
  'variables': ({[key: string]: string});
}

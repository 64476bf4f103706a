// Original file: proto/mayfly/functions/v1/function_configuration.proto


export interface EphemeralStorage {
  'size'?: (number);
}

export interface EphemeralStorage__Output {
  'size': (number);
}

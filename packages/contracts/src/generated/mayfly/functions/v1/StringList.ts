// Original file: proto/mayfly/functions/v1/functions.proto


export interface StringList {
  'values'?: (string)[];
}

export interface StringList__Output {
  'values': (string)[];
}

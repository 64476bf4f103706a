// Original file: proto/mayfly/functions/v1/string_list.proto


export interface StringList {
  'values'?: (string)[];
}

export interface StringList__Output {
  'values': (string)[];
}

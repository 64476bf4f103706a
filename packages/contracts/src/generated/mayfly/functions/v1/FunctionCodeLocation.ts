// Original file: proto/mayfly/functions/v1/functions.proto


export interface FunctionCodeLocation {
  'repository_type'?: (string);
  'location'?: (string);
}

export interface FunctionCodeLocation__Output {
  'repository_type': (string);
  'location': (string);
}

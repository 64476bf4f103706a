// Original file: proto/mayfly/functions/v1/event_invoke.proto


export interface InvocationDestination {
  'destination'?: (string);
  '_destination'?: "destination";
}

export interface InvocationDestination__Output {
  'destination'?: (string);
  '_destination'?: "destination";
}

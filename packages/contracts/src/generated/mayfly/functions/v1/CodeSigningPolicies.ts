// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface CodeSigningPolicies {
  'untrusted_artifact_on_deployment'?: (string);
}

export interface CodeSigningPolicies__Output {
  'untrusted_artifact_on_deployment': (string);
}

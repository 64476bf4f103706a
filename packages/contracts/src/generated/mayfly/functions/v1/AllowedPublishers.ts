// Original file: proto/mayfly/functions/v1/code_signing.proto


export interface AllowedPublishers {
  'signing_profile_version_arns'?: (string)[];
}

export interface AllowedPublishers__Output {
  'signing_profile_version_arns': (string)[];
}

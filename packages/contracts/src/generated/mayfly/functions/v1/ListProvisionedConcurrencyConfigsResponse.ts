// Original file: proto/mayfly/functions/v1/concurrency.proto

import type { ProvisionedConcurrencyConfig as _mayfly_functions_v1_ProvisionedConcurrencyConfig, ProvisionedConcurrencyConfig__Output as _mayfly_functions_v1_ProvisionedConcurrencyConfig__Output } from '../../../mayfly/functions/v1/ProvisionedConcurrencyConfig.ts';

export interface ListProvisionedConcurrencyConfigsResponse {
  'provisioned_concurrency_configs'?: (_mayfly_functions_v1_ProvisionedConcurrencyConfig)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

export interface ListProvisionedConcurrencyConfigsResponse__Output {
  'provisioned_concurrency_configs': (_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output)[];
  'next_marker'?: (string);
  '_next_marker'?: "next_marker";
}

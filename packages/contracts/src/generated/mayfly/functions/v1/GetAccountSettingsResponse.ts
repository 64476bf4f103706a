// Original file: proto/mayfly/functions/v1/account.proto

import type { AccountLimit as _mayfly_functions_v1_AccountLimit, AccountLimit__Output as _mayfly_functions_v1_AccountLimit__Output } from '../../../mayfly/functions/v1/AccountLimit.ts';
import type { AccountUsage as _mayfly_functions_v1_AccountUsage, AccountUsage__Output as _mayfly_functions_v1_AccountUsage__Output } from '../../../mayfly/functions/v1/AccountUsage.ts';

export interface GetAccountSettingsResponse {
  'account_limit'?: (_mayfly_functions_v1_AccountLimit | null);
  'account_usage'?: (_mayfly_functions_v1_AccountUsage | null);
}

export interface GetAccountSettingsResponse__Output {
  'account_limit': (_mayfly_functions_v1_AccountLimit__Output | null);
  'account_usage': (_mayfly_functions_v1_AccountUsage__Output | null);
}

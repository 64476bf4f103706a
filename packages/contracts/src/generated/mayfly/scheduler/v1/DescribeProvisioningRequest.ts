// Original file: proto/mayfly/scheduler/v1/scheduler.proto

import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from '../../../mayfly/functions/v1/FunctionIdentity.ts';

export interface DescribeProvisioningRequest {
  'targets'?: (_mayfly_functions_v1_FunctionIdentity)[];
}

export interface DescribeProvisioningRequest__Output {
  'targets': (_mayfly_functions_v1_FunctionIdentity__Output)[];
}

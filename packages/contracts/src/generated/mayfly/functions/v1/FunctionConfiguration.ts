// Original file: proto/mayfly/functions/v1/function_configuration.proto

import type { Environment as _mayfly_functions_v1_Environment, Environment__Output as _mayfly_functions_v1_Environment__Output } from '../../../mayfly/functions/v1/Environment.ts';
import type { TracingConfig as _mayfly_functions_v1_TracingConfig, TracingConfig__Output as _mayfly_functions_v1_TracingConfig__Output } from '../../../mayfly/functions/v1/TracingConfig.ts';
import type { EphemeralStorage as _mayfly_functions_v1_EphemeralStorage, EphemeralStorage__Output as _mayfly_functions_v1_EphemeralStorage__Output } from '../../../mayfly/functions/v1/EphemeralStorage.ts';
import type { SnapStart as _mayfly_functions_v1_SnapStart, SnapStart__Output as _mayfly_functions_v1_SnapStart__Output } from '../../../mayfly/functions/v1/SnapStart.ts';
import type { RuntimeVersionConfig as _mayfly_functions_v1_RuntimeVersionConfig, RuntimeVersionConfig__Output as _mayfly_functions_v1_RuntimeVersionConfig__Output } from '../../../mayfly/functions/v1/RuntimeVersionConfig.ts';
import type { LoggingConfig as _mayfly_functions_v1_LoggingConfig, LoggingConfig__Output as _mayfly_functions_v1_LoggingConfig__Output } from '../../../mayfly/functions/v1/LoggingConfig.ts';
import type { FunctionLayer as _mayfly_functions_v1_FunctionLayer, FunctionLayer__Output as _mayfly_functions_v1_FunctionLayer__Output } from '../../../mayfly/functions/v1/FunctionLayer.ts';
import type { Long } from '@grpc/proto-loader';

export interface FunctionConfiguration {
  'function_name'?: (string);
  'function_arn'?: (string);
  'runtime'?: (string);
  'role'?: (string);
  'handler'?: (string);
  'code_size'?: (number | string | Long);
  'description'?: (string);
  'timeout'?: (number);
  'memory_size'?: (number);
  'last_modified'?: (string);
  'code_sha256'?: (string);
  'version'?: (string);
  'environment'?: (_mayfly_functions_v1_Environment | null);
  'tracing_config'?: (_mayfly_functions_v1_TracingConfig | null);
  'revision_id'?: (string);
  'state'?: (string);
  'state_reason'?: (string);
  'state_reason_code'?: (string);
  'last_update_status'?: (string);
  'last_update_status_reason'?: (string);
  'last_update_status_reason_code'?: (string);
  'package_type'?: (string);
  'architectures'?: (string)[];
  'ephemeral_storage'?: (_mayfly_functions_v1_EphemeralStorage | null);
  'snap_start'?: (_mayfly_functions_v1_SnapStart | null);
  'runtime_version_config'?: (_mayfly_functions_v1_RuntimeVersionConfig | null);
  'logging_config'?: (_mayfly_functions_v1_LoggingConfig | null);
  'layers'?: (_mayfly_functions_v1_FunctionLayer)[];
  '_state'?: "state";
  '_state_reason'?: "state_reason";
  '_state_reason_code'?: "state_reason_code";
  '_last_update_status'?: "last_update_status";
  '_last_update_status_reason'?: "last_update_status_reason";
  '_last_update_status_reason_code'?: "last_update_status_reason_code";
}

export interface FunctionConfiguration__Output {
  'function_name': (string);
  'function_arn': (string);
  'runtime': (string);
  'role': (string);
  'handler': (string);
  'code_size': (number);
  'description': (string);
  'timeout': (number);
  'memory_size': (number);
  'last_modified': (string);
  'code_sha256': (string);
  'version': (string);
  'environment': (_mayfly_functions_v1_Environment__Output | null);
  'tracing_config': (_mayfly_functions_v1_TracingConfig__Output | null);
  'revision_id': (string);
  'state'?: (string);
  'state_reason'?: (string);
  'state_reason_code'?: (string);
  'last_update_status'?: (string);
  'last_update_status_reason'?: (string);
  'last_update_status_reason_code'?: (string);
  'package_type': (string);
  'architectures': (string)[];
  'ephemeral_storage': (_mayfly_functions_v1_EphemeralStorage__Output | null);
  'snap_start': (_mayfly_functions_v1_SnapStart__Output | null);
  'runtime_version_config': (_mayfly_functions_v1_RuntimeVersionConfig__Output | null);
  'logging_config': (_mayfly_functions_v1_LoggingConfig__Output | null);
  'layers': (_mayfly_functions_v1_FunctionLayer__Output)[];
  '_state'?: "state";
  '_state_reason'?: "state_reason";
  '_state_reason_code'?: "state_reason_code";
  '_last_update_status'?: "last_update_status";
  '_last_update_status_reason'?: "last_update_status_reason";
  '_last_update_status_reason_code'?: "last_update_status_reason_code";
}

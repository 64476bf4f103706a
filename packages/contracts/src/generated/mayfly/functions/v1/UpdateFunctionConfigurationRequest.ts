// Original file: proto/mayfly/functions/v1/functions.proto

import type { Environment as _mayfly_functions_v1_Environment, Environment__Output as _mayfly_functions_v1_Environment__Output } from '../../../mayfly/functions/v1/Environment.ts';
import type { TracingConfig as _mayfly_functions_v1_TracingConfig, TracingConfig__Output as _mayfly_functions_v1_TracingConfig__Output } from '../../../mayfly/functions/v1/TracingConfig.ts';
import type { EphemeralStorage as _mayfly_functions_v1_EphemeralStorage, EphemeralStorage__Output as _mayfly_functions_v1_EphemeralStorage__Output } from '../../../mayfly/functions/v1/EphemeralStorage.ts';
import type { LoggingConfig as _mayfly_functions_v1_LoggingConfig, LoggingConfig__Output as _mayfly_functions_v1_LoggingConfig__Output } from '../../../mayfly/functions/v1/LoggingConfig.ts';
import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from '../../../mayfly/functions/v1/StringList.ts';

export interface UpdateFunctionConfigurationRequest {
  'function_name'?: (string);
  'role'?: (string);
  'handler'?: (string);
  'description'?: (string);
  'timeout'?: (number);
  'memory_size'?: (number);
  'environment'?: (_mayfly_functions_v1_Environment | null);
  'runtime'?: (string);
  'tracing_config'?: (_mayfly_functions_v1_TracingConfig | null);
  'revision_id'?: (string);
  'ephemeral_storage'?: (_mayfly_functions_v1_EphemeralStorage | null);
  'logging_config'?: (_mayfly_functions_v1_LoggingConfig | null);
  'layers'?: (_mayfly_functions_v1_StringList | null);
  '_role'?: "role";
  '_handler'?: "handler";
  '_description'?: "description";
  '_timeout'?: "timeout";
  '_memory_size'?: "memory_size";
  '_runtime'?: "runtime";
  '_revision_id'?: "revision_id";
}

export interface UpdateFunctionConfigurationRequest__Output {
  'function_name': (string);
  'role'?: (string);
  'handler'?: (string);
  'description'?: (string);
  'timeout'?: (number);
  'memory_size'?: (number);
  'environment': (_mayfly_functions_v1_Environment__Output | null);
  'runtime'?: (string);
  'tracing_config': (_mayfly_functions_v1_TracingConfig__Output | null);
  'revision_id'?: (string);
  'ephemeral_storage': (_mayfly_functions_v1_EphemeralStorage__Output | null);
  'logging_config': (_mayfly_functions_v1_LoggingConfig__Output | null);
  'layers': (_mayfly_functions_v1_StringList__Output | null);
  '_role'?: "role";
  '_handler'?: "handler";
  '_description'?: "description";
  '_timeout'?: "timeout";
  '_memory_size'?: "memory_size";
  '_runtime'?: "runtime";
  '_revision_id'?: "revision_id";
}

// Original file: proto/mayfly/functions/v1/functions.proto

import type { FunctionCode as _mayfly_functions_v1_FunctionCode, FunctionCode__Output as _mayfly_functions_v1_FunctionCode__Output } from '../../../mayfly/functions/v1/FunctionCode.ts';
import type { Environment as _mayfly_functions_v1_Environment, Environment__Output as _mayfly_functions_v1_Environment__Output } from '../../../mayfly/functions/v1/Environment.ts';
import type { TracingConfig as _mayfly_functions_v1_TracingConfig, TracingConfig__Output as _mayfly_functions_v1_TracingConfig__Output } from '../../../mayfly/functions/v1/TracingConfig.ts';
import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from '../../../mayfly/functions/v1/StringList.ts';
import type { EphemeralStorage as _mayfly_functions_v1_EphemeralStorage, EphemeralStorage__Output as _mayfly_functions_v1_EphemeralStorage__Output } from '../../../mayfly/functions/v1/EphemeralStorage.ts';
import type { LoggingConfig as _mayfly_functions_v1_LoggingConfig, LoggingConfig__Output as _mayfly_functions_v1_LoggingConfig__Output } from '../../../mayfly/functions/v1/LoggingConfig.ts';

export interface CreateFunctionRequest {
  'function_name'?: (string);
  'runtime'?: (string);
  'role'?: (string);
  'handler'?: (string);
  'code'?: (_mayfly_functions_v1_FunctionCode | null);
  'description'?: (string);
  'timeout'?: (number);
  'memory_size'?: (number);
  'package_type'?: (string);
  'environment'?: (_mayfly_functions_v1_Environment | null);
  'tracing_config'?: (_mayfly_functions_v1_TracingConfig | null);
  'tags'?: ({[key: string]: string});
  'architectures'?: (_mayfly_functions_v1_StringList | null);
  'ephemeral_storage'?: (_mayfly_functions_v1_EphemeralStorage | null);
  'logging_config'?: (_mayfly_functions_v1_LoggingConfig | null);
  'publish'?: (boolean);
  'layers'?: (_mayfly_functions_v1_StringList | null);
  'code_signing_config_arn'?: (string);
  '_runtime'?: "runtime";
  '_handler'?: "handler";
  '_description'?: "description";
  '_timeout'?: "timeout";
  '_memory_size'?: "memory_size";
  '_package_type'?: "package_type";
  '_publish'?: "publish";
  '_code_signing_config_arn'?: "code_signing_config_arn";
}

export interface CreateFunctionRequest__Output {
  'function_name': (string);
  'runtime'?: (string);
  'role': (string);
  'handler'?: (string);
  'code': (_mayfly_functions_v1_FunctionCode__Output | null);
  'description'?: (string);
  'timeout'?: (number);
  'memory_size'?: (number);
  'package_type'?: (string);
  'environment': (_mayfly_functions_v1_Environment__Output | null);
  'tracing_config': (_mayfly_functions_v1_TracingConfig__Output | null);
  'tags': ({[key: string]: string});
  'architectures': (_mayfly_functions_v1_StringList__Output | null);
  'ephemeral_storage': (_mayfly_functions_v1_EphemeralStorage__Output | null);
  'logging_config': (_mayfly_functions_v1_LoggingConfig__Output | null);
  'publish'?: (boolean);
  'layers': (_mayfly_functions_v1_StringList__Output | null);
  'code_signing_config_arn'?: (string);
  '_runtime'?: "runtime";
  '_handler'?: "handler";
  '_description'?: "description";
  '_timeout'?: "timeout";
  '_memory_size'?: "memory_size";
  '_package_type'?: "package_type";
  '_publish'?: "publish";
  '_code_signing_config_arn'?: "code_signing_config_arn";
}
